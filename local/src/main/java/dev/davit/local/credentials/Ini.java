package dev.davit.local.credentials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of {@code name = value} lines, with or without {@code [sections]}: INI, {@code .conf} and
 * {@code .env} files. Values may be in quotes; {@code #} and {@code ;} begin comments at the start
 * of a line, {@code #} also after a blank.
 */
final class Ini {
  private static final Pattern SECTION = Pattern.compile("\\[\\s*(.*?)\\s*]\\s*([#;].*)?");
  private static final Pattern LINE =
      Pattern.compile(
          "(?:export\\s+)?([^=:\\s\"']+)\\s*[=:]\\s*(\"[^\"]*\"|'[^']*'|.*?)(\\s+#.*)?");

  private Ini() {}

  /**
   * Returns fields by section, in the order of the file; what comes before any is in {@code ""}.
   */
  static Map<String, Map<String, String>> parse(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    String section = "";
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      Matcher head = SECTION.matcher(line);
      Matcher field = LINE.matcher(line);
      if (head.matches()) {
        section = head.group(1);
        sections.putIfAbsent(section, new LinkedHashMap<>());
      } else if (!line.startsWith("#") && !line.startsWith(";") && field.matches()) {
        sections
            .computeIfAbsent(section, s -> new LinkedHashMap<>())
            .put(field.group(1), unquoted(field.group(2)));
      }
    }
    return sections;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
