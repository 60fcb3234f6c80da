package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source says on why it left a file out, in the language spoken. */
public final class Details {
  private static final Pattern BUILT_IN = Pattern.compile("built-in rule (.+) \\(([a-z ]+)\\)");

  private Details() {}

  /** Returns a detail in words; one that is not known here as it is. */
  public static String of(String detail) {
    Matcher rule = BUILT_IN.matcher(detail);
    return rule.matches()
        ? Say.of("built-in rule {0} ({1})", rule.group(1), known(rule.group(2)))
        : known(detail);
  }

  private static String known(String detail) {
    return switch (detail) {
      case "the name begins with a dot" -> Say.of("the name begins with a dot");
      case "no --include pattern matches" -> Say.of("no --include pattern matches");
      case "symbolic links are not followed" -> Say.of("symbolic links are not followed");
      case "a pipe, socket or device" -> Say.of("a pipe, socket or device");
      case "it is a folder where a file was expected" ->
          Say.of("it is a folder where a file was expected");
      case "Davit keeps its state there, or lifts to it" ->
          Say.of("Davit keeps its state there, or lifts to it");
      case "version control" -> Say.of("version control");
      case "files that belong to the operating system" ->
          Say.of("files that belong to the operating system");
      case "files that editors keep for a while" -> Say.of("files that editors keep for a while");
      case "downloads that are not finished" -> Say.of("downloads that are not finished");
      case "secrets" -> Say.of("secrets");
      default -> detail;
    };
  }
}
