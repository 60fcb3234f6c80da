package dev.davit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.command.EnglishHelp;
import dev.davit.cli.run.ExitCode;
import dev.davit.core.model.Why;
import dev.davit.core.port.Change;
import dev.davit.core.usecase.Checked;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the catalogues to the sentences in the sources. After sentences were added or changed:
 * {@code mvn -pl cli -am test -Dtest=CatalogueTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dcatalogue=write} puts them into the catalogues, empty where they wait for a translation.
 */
class CatalogueTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path CATALOGUES = Path.of("src/main/resources/dev/davit/cli/text");
  private static final Pattern PLACE = Pattern.compile("\\{\\d}|%n|%%|--[a-z][a-z-]+|\\$[A-Z_]+");

  private static final Set<String> NAMES =
      Set.of(
          "Java ",
          "Max open files",
          "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n",
          "built in",
          "complete -c davit -n '__fish_seen_subcommand_from ",
          "complete -c davit -n __fish_use_subcommand -f -a ",
          "davit ",
          "davit: ",
          "Davit · ",
          "davit's handler of ",
          "built-in rule (.+) \\(([a-z ]+)\\)",
          "msgid ",
          "msgstr ",
          "provider ",
          "no state yet");

  private static Sentences sentences;
  private static Map<String, String> wanted;

  @BeforeAll
  static void readSources() throws IOException {
    sentences = Sentences.in(SOURCES);
    wanted = new LinkedHashMap<>(sentences.said);
    dynamic().forEach(each -> wanted.putIfAbsent(each, "named at run time"));
    EnglishHelp.texts().forEach(each -> wanted.putIfAbsent(each, "help"));
    assertThat(sentences.said).as("sentences in the sources").hasSizeGreaterThan(90);
  }

  private static Stream<String> dynamic() {
    return Stream.concat(
        Arrays.stream(ExitCode.values()).map(ExitCode::meaning),
        Stream.of(
                Why.values(),
                Outcome.SkipReason.values(),
                Outcome.DeferReason.values(),
                Summary.Ending.values(),
                Change.IgnoredReason.values(),
                Checked.Verdict.values())
            .flatMap(Arrays::stream)
            .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  @Test
  void noEnglishEscapes() {
    Map<String, String> escaped = new LinkedHashMap<>(sentences.escaped);
    escaped.keySet().removeAll(wanted.keySet());
    escaped.keySet().removeAll(NAMES);
    assertThat(escaped).as("texts for people that do not go through Say").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void everySentenceIsTranslatedAndNothingElseIs(Language language) throws IOException {
    Map<String, String> known = Catalogue.of(language);
    if ("write".equals(System.getProperty("catalogue"))) {
      write(language, known);
    }
    assertThat(new TreeSet<>(known.keySet()))
        .as("sentences of %s.po; -Dcatalogue=write brings it up to date", language.tag())
        .isEqualTo(new TreeSet<>(wanted.keySet()));
  }

  @ParameterizedTest
  @EnumSource(names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void placesAndNamesOfOptionsAgree(Language language) {
    Catalogue.of(language)
        .forEach((english, other) -> {
          assertThat(places(other)).as(english).isEqualTo(places(english));
          assertThat(other.startsWith("  ")).as(english).isEqualTo(english.startsWith("  "));
        });
  }

  @Test
  void theTwoChinesesAreTwo() {
    Map<String, String> simplified = Catalogue.of(Language.SIMPLIFIED_CHINESE);
    Map<String, String> traditional = Catalogue.of(Language.TRADITIONAL_CHINESE);
    assertThat(simplified.values()).noneMatch(each -> each.matches(".*[發個這檔為無設開續讀].*"));
    assertThat(traditional.values()).noneMatch(each -> each.matches(".*[发个这档为无设开续读].*"));
    assertThat(traditional.values()).anyMatch(each -> each.matches(".*[發個這檔為無設開續讀].*"));
  }

  @Test
  void aCatalogueMayBreakLinesAndEscape() throws IOException {
    String file =
        """
        # a comment with "quotes"
        msgid ""
        msgstr "header\\n"

        #: Place.java
        msgid "one "
        "two\\n"
        "{0}"
        msgstr "say \\"eins\\" \\\\ "
        "zwei"

        msgid "not yet"
        msgstr ""
        """;
    assertThat(Catalogue.read(new StringReader(file)))
        .isEqualTo(Map.of("one two\n{0}", "say \"eins\" \\ zwei"));
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).sorted().distinct().toList();
  }

  private static void write(Language language, Map<String, String> known) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# What the command says in " + language.tag() + "; CatalogueTest keeps it complete.");
    lines.add("msgid \"\"");
    lines.add(
        "msgstr \"Language: " + language.tag() + "\\nContent-Type: text/plain; charset=UTF-8\\n\"");
    wanted.forEach((english, file) -> {
      lines.add("");
      lines.add("#: " + file);
      lines.add("msgid " + quoted(english));
      lines.add("msgstr " + quoted(known.getOrDefault(english, "")));
    });
    Files.write(CATALOGUES.resolve(language.tag() + ".po"), lines);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
