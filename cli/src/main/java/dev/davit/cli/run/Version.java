package dev.davit.cli.run;

import java.util.List;

/** Which Davit this is. */
public final class Version {

  private Version() {}

  /** Returns the version, such as {@code 1.2.3}. */
  public static String davit() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Returns what {@code davit --version} says: which Davit and which Java this is. */
  public static List<String> lines() {
    return List.of(
        "davit " + davit(),
        "Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
  }
}
