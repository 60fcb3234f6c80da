package dev.davit.cli.command;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads secrets from where they may lie: not the command line. What it complains of it never
 * quotes.
 */
final class SecretTexts {
  private static final String VARIABLE = "env:";
  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*([\\x20-\\x7e]*)");

  private SecretTexts() {}

  /**
   * Reads a secret from a file, or from {@code env:NAME}.
   *
   * @throws UsageException if there is none
   */
  static Secret secret(String option, String where) {
    String text =
        where.startsWith(VARIABLE)
            ? System.getenv().getOrDefault(where.substring(VARIABLE.length()), "")
            : String.join("\n", lines(option, where));
    if (text.isBlank()) {
      throw new UsageException(Say.of("{0}: there is no secret in {1}", option, where));
    }
    return Secret.of(text.strip());
  }

  /**
   * Reads header fields from a file; empty lines and those that begin with # are passed over.
   *
   * @throws UsageException if there is another line
   */
  static Map<String, Secret> headers(String option, String file) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    List<String> lines = lines(option, file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        headers.put(header.group(1), Secret.of(header.group(2)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new UsageException(
            Say.of("{0}: line {1} of {2} is not NAME: VALUE", option, i + 1, file));
      }
    }
    return headers;
  }

  private static List<String> lines(String option, String file) {
    Path path = UploadOptions.path(file);
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UsageException(
          Say.of(
              "{0}: {1} cannot be read as text: {2}", option, file, e.getClass().getSimpleName()));
    }
  }
}
