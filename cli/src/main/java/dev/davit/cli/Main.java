package dev.davit.cli;

/** Starts the {@code davit} command. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("davit " + (version == null ? "development" : version));
  }
}
