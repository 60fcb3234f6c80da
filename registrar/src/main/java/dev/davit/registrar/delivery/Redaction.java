package dev.davit.registrar.delivery;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of the log. Of headers only those are shown that hold none. */
final class Redaction {
  private static final Set<String> HARMLESS =
      Set.of(
          "accept",
          "accept-encoding",
          "content-type",
          "idempotency-key",
          "user-agent",
          "webhook-id",
          "webhook-timestamp");

  /** A field of JSON whose name says that its value is secret; also one that breaks off. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(\"[\\w-]*(?:token|secret|passw|authorization|api[_-]?key|access[_-]?key|signature"
              + "|cookie)[\\w-]*\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*");

  private Redaction() {}

  static String header(String name, String value) {
    return name + ": " + (HARMLESS.contains(name.toLowerCase(Locale.ROOT)) ? value : "***");
  }

  static String json(String text) {
    return SECRET.matcher(text).replaceAll("$1***").replaceAll("\\p{Cntrl}+", " ");
  }
}
