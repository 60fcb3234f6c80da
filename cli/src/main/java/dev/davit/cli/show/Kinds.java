package dev.davit.cli.show;

import dev.davit.cli.text.Say;

/** The kinds of failures in the language spoken. */
public final class Kinds {

  private Kinds() {}

  /** Returns a kind as a heading. */
  public static String title(String kind) {
    return switch (kind) {
      case "conflict" -> Say.of("Something else writes to the same keys");
      case "denied" -> Say.of("Not permitted");
      case "exhausted", "transient" -> Say.of("The destination kept failing");
      case "indeterminate" -> Say.of("Nobody knows whether it arrived");
      case "missing" -> Say.of("Something is not there");
      case "rejected" -> Say.of("The destination refused it");
      case "unreadable" -> Say.of("The file could not be read");
      case "unsupported" -> Say.of("The destination cannot do that");
      case "unusable" -> Say.of("The destination cannot be used");
      default -> kind;
    };
  }

  /** Returns a kind as {@code Outcome.Failed} names it, such as {@code denied}, in words. */
  public static String of(String kind) {
    return switch (kind) {
      case "conflict" -> Say.of("conflict");
      case "denied" -> Say.of("denied");
      case "exhausted" -> Say.of("exhausted");
      case "indeterminate" -> Say.of("indeterminate");
      case "missing" -> Say.of("missing");
      case "rejected" -> Say.of("rejected");
      case "transient" -> Say.of("transient");
      case "unreadable" -> Say.of("unreadable");
      case "unsupported" -> Say.of("unsupported");
      case "unusable" -> Say.of("unusable");
      default -> kind;
    };
  }
}
