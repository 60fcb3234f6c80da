package dev.davit.core.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads go, as a person writes it.
 *
 * <p>{@code scheme://container/prefix} names a bucket (or host, or knowledge base) and the leading
 * part of the keys; {@code scheme:container} names something without prefix, such as {@code
 * local:backup/2026}. Nothing is percent-decoded: a key looks the same everywhere.
 *
 * @param scheme lower-case letters, digits, {@code +}, {@code -}, {@code .}; at least two
 * @param container what the provider connects to; not empty
 * @param prefix empty, or segments joined by {@code /} without leading or trailing {@code /}
 */
public record Destination(String scheme, String container, String prefix) {
  private static final Pattern FORM =
      Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]+):(?:(//)([^/]*)(?:/(.*))?|(.+))");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one breaks its rule; the message says which and what to do
   */
  public Destination {
    scheme = scheme.toLowerCase(Locale.ROOT);
    if (container.isEmpty()) {
      throw new IllegalArgumentException(
          "the destination \""
              + scheme
              + ":\" names no place; write for example "
              + (scheme.equals("local") ? "local:DIR" : scheme + "://NAME/PREFIX"));
    }
    if (!prefix.isEmpty()) {
      Segments.check("prefix", prefix);
    }
  }

  /**
   * Parses a destination.
   *
   * @throws IllegalArgumentException if the text is not of either form
   */
  public static Destination parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a destination; write scheme://NAME/PREFIX or local:DIR");
    }
    return form.group(2) == null
        ? new Destination(form.group(1), form.group(5), "")
        : new Destination(form.group(1), form.group(3), trimSlashes(form.group(4)));
  }

  private static String trimSlashes(@Nullable String prefix) {
    return prefix == null ? "" : prefix.replaceAll("^/+|/+$", "");
  }

  @Override
  public String toString() {
    return prefix.isEmpty() ? scheme + ":" + container : scheme + "://" + container + "/" + prefix;
  }
}
