package dev.davit.cli.config;

import dev.davit.cli.text.Say;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file {@code .env}: lines {@code NAME=VALUE}, those of others too. */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");

  private DotEnv() {}

  /**
   * Reads the variables.
   *
   * @throws SettingsException if the file cannot be read
   */
  static Map<String, Sourced> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new SettingsException(Say.of("{0} cannot be read as UTF-8 text: {1}", file, e), e);
    }
    Map<String, Sourced> variables = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches()) {
        String origin = file + ":" + (i + 1) + " " + line.group(1);
        variables.put(line.group(1), new Sourced(unquoted(line.group(2)), origin));
      }
    }
    return variables;
  }

  /** Quotes are taken off; without them a comment may follow after a space. */
  private static String unquoted(String value) {
    for (String quote : new String[] {"\"", "'"}) {
      if (value.length() > 1 && value.startsWith(quote) && value.indexOf(quote, 1) > 0) {
        return value.substring(1, value.indexOf(quote, 1));
      }
    }
    return value.replaceFirst("(^|\\s+)#.*", "");
  }
}
