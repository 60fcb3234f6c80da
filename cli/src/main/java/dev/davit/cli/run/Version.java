package dev.davit.cli.run;

/** Which Davit this is. */
public final class Version {

  private Version() {}

  /** Returns the version, such as {@code 1.2.3}. */
  public static String davit() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
