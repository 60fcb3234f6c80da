package dev.davit.cli.show;

import dev.davit.cli.text.Say;

/** The kinds of failures in the language spoken. */
public final class Kinds {

  private Kinds() {}

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
