package dev.davit.cli.command;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the keys of a workspace are made of its destination's folder, its sandbox, and a path. */
final class KeyTemplate {
  private static final String PATH = "{path}";
  private static final Pattern FIELD = Pattern.compile("\\{([^}]*)}");

  private KeyTemplate() {}

  /**
   * Returns what comes before the path, without empty levels.
   *
   * @throws UsageException if the template has no form of one
   */
  static String prefix(String template, String dir, String sandbox) {
    if (!template.equals(PATH) && !template.endsWith("/" + PATH)) {
      throw new UsageException(Say.of("--key-template {0} must end in /{1}", template, PATH));
    }
    Matcher field = FIELD.matcher(template.substring(0, template.length() - PATH.length()));
    String filled =
        field.replaceAll(found ->
            Matcher.quoteReplacement(
                switch (found.group(1)) {
                  case "dir" -> dir;
                  case "sandbox" -> sandbox;
                  default ->
                      throw new UsageException(
                          Say.of(
                              "--key-template {0}: there is no {1}; there are {2}",
                              template, found.group(), "{dir}, {sandbox}, {path}"));
                }));
    return Arrays.stream(filled.split("/", -1))
        .filter(level -> !level.isEmpty())
        .collect(Collectors.joining("/"));
  }
}
