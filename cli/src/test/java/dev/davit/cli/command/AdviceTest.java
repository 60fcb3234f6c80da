package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What destinations advise can be typed: the options in their sentences exist. */
class AdviceTest {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

  @Test
  void everyOptionThatIsAdvisedExists() throws IOException {
    Set<String> known = new TreeSet<>();
    options(CommandLines.davit(), known);
    Set<String> unknown = new TreeSet<>();
    int advised = 0;
    for (Path source : sources()) {
      String texts =
          String.join(
              "\n", TEXT.matcher(Files.readString(source)).results().map(MatchResult::group).toList());
      for (String option : OPTION.matcher(texts).results().map(MatchResult::group).toList()) {
        advised++;
        if (!known.contains(option)) {
          unknown.add(source.getFileName() + ": " + option);
        }
      }
    }
    assertThat(advised).isGreaterThan(30);
    assertThat(unknown).isEmpty();
  }

  private static void options(CommandLine line, Set<String> into) {
    into.addAll(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(each -> options(each, into));
  }

  private static Iterable<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .filter(module -> module.getFileName().toString().matches("core|local|lane|provider-.*"))
          .flatMap(AdviceTest::sourcesOf)
          .toList();
    }
  }

  private static Stream<Path> sourcesOf(Path module) {
    try (Stream<Path> all = Files.walk(module.resolve("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
