package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.command.CommandLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What pages point at is there: files, headings, options. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final String TYPO = "--exclde"; // on purpose, in the tutorial
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : Pages.all()) {
      String prose = FENCE.matcher(Pages.text(page)).replaceAll("");
      for (String link : LINK.matcher(prose).results().map(m -> m.group(1)).toList()) {
        if (!link.matches("[a-z]+:.*")) {
          links++;
          if (!leads(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertThat(links).as("links seen").isGreaterThan(10);
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty()
            ? Pages.ROOT.resolve(page)
            : Pages.ROOT.resolve(page).resolveSibling(parts[0]).normalize();
    if (!target.startsWith(Pages.ROOT) || !Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(target).contains(parts[1]);
  }

  private static Set<String> anchors(Path page) {
    return Pages.text(page)
        .lines()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyOptionThatIsNamedExists() {
    Set<String> known = new TreeSet<>();
    collect(CommandLines.davit(), known);
    assertThat(known).contains("--exclude", "--lang");
    known.add(TYPO);
    List<String> unknown = new ArrayList<>();
    int seen = 0;
    for (Path page : Pages.all()) {
      for (String code : code(page)) {
        for (String option : OPTION.matcher(code).results().map(MatchResult::group).toList()) {
          seen++;
          if (!known.contains(option)) {
            unknown.add(page + ": " + code.strip());
          }
        }
      }
    }
    assertThat(seen).as("options seen").isGreaterThan(20);
    assertThat(unknown).isEmpty();
  }

  /** Commands of davit, and options that stand alone: what other programs take is theirs. */
  private static List<String> code(Path page) {
    String text = Pages.text(page);
    Stream<String> inline =
        CODE.matcher(FENCE.matcher(text).replaceAll(""))
            .results()
            .map(m -> m.group().replace("`", ""))
            .filter(code -> code.matches("(davit|--)\\b?.*"));
    Stream<String> commands =
        Pages.blocks(page).stream()
            .flatMap(block -> block.text().lines())
            .filter(line -> line.matches("(\\$ |.* )?(\\./)?davit [a-z-].*"));
    return Stream.concat(inline, commands).toList();
  }

  private static void collect(CommandLine line, Set<String> options) {
    options.addAll(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(sub -> collect(sub, options));
  }
}
