package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what the pages show. In a block marked {@code console} each line that begins with {@code $}
 * is run, all of a page in one folder, and what follows must be what it prints; {@code ...} stands
 * for any text in a line, or alone for any lines. How many seconds something took does not matter.
 */
class TranscriptsTest {
  @TempDir Path folder;

  private record Step(String line, List<String> expected) {}

  static Stream<Path> pages() {
    return Pages.all().stream().filter(page -> !Pages.blocks(page, "console").isEmpty());
  }

  @Test
  void theTutorialIsAmongThem() {
    assertThat(pages()).contains(Path.of("docs/tutorial.md"), Path.of("README.md"));
    assertThat(steps(Path.of("docs/tutorial.md"))).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatIsShownIsWhatHappens(Path page) throws Exception {
    Shell shell = new Shell(folder);
    for (Step step : steps(page)) {
      assertThat(timeless(shell.run(step.line())) + "\n")
          .as("%s: $ %s", page, step.line())
          .matches(pattern(step));
    }
  }

  private static List<Step> steps(Path page) {
    List<Step> steps = new ArrayList<>();
    for (Pages.Block block : Pages.blocks(page, "console")) {
      for (String line : block.text().lines().toList()) {
        if (line.startsWith("$ ")) {
          steps.add(new Step(line.substring(2), new ArrayList<>()));
        } else {
          steps.getLast().expected().add(line);
        }
      }
    }
    return steps;
  }

  private static String timeless(String text) {
    return text.replaceAll("\\b\\d+(\\.\\d)? (s|秒)(?![a-z])", "0 $2");
  }

  private static Pattern pattern(Step step) {
    StringBuilder pattern = new StringBuilder();
    for (String expected : step.expected()) {
      pattern.append(
          expected.equals("...")
              ? "(?s:(.*\n)?)"
              : Stream.of((timeless(expected) + "\n").split(Pattern.quote("..."), -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*")));
    }
    return Pattern.compile(step.expected().isEmpty() ? "\n" : pattern.toString());
  }
}
