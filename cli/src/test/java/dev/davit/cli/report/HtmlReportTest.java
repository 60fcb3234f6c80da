package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlReportTest {
  private static final int MOST_BYTES = 150_000;

  @TempDir Path folder;

  @AfterEach
  void speakEnglishAgain() {
    Say.in(Language.ENGLISH);
  }

  @Test
  void thePageSaysWhatHappenedAndWhatToTry() throws IOException {
    assertThat(sample())
        .contains("<html lang=\"en\">")
        .contains("Some files could not be sent")
        .contains("<b>1,900</b><span>Sent</span>")
        .contains("<b>118</b><span>Failed</span>")
        .contains("Not permitted <span class=\"badge failed\">112 files</span>")
        .contains("Try: check that the credential may write there.")
        .contains("and 87 more")
        .contains("3 files")
        .contains("2,665 unchanged")
        .contains("17 requests repeated after an error.");
  }

  @Test
  void nothingIsFetchedAndNothingRuns() throws IOException {
    assertThat(sample())
        .contains("default-src 'none'")
        .doesNotContainPattern("(?i)<script|<iframe|<link|<img|<base|\\son\\w+=|javascript:")
        .doesNotContainPattern("(?i)\\b(src|href|action|style)=")
        .doesNotContainPattern("url\\(|@import|https?://");
  }

  @Test
  void namesAreOnlyText() throws IOException {
    String page = sample();
    assertThat(page)
        .contains(
            "<bdi class=\"name\">&lt;script&gt;alert(1)&lt;/script&gt;\\n\\u202egnp.exe &quot;&#39;&amp;"
                + " %FF שלום.txt</bdi>")
        .contains("\\ud800&lt;b&gt;very-long-")
        .doesNotContain("\u202e");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void thePageIsWholeInEveryLanguage(Language language) throws IOException {
    Say.in(language);
    assertThat(sample()).contains("<html lang=\"" + language.tag() + "\">").endsWith("</html>\n");
  }

  @Test
  void aMillionFilesMakeNoLargerPage() throws IOException {
    Path file = folder.resolve("report.html");
    try (RunReport report = HtmlReport.begin(file)) {
      report.on(new Event.RunStarted(Instant.EPOCH, "local:x"));
      report.on(new Event.SourceStarted(Path.of("/source"), "source-1"));
      for (int i = 0; i < 1_000_000; i++) {
        RelativePath path = RelativePath.of("f" + i);
        report.on(
            finished(
                switch (i % 5) {
                  case 0 -> stored(path, i);
                  case 1 -> new Outcome.Failed(path, "k" + i % 7, "words" + "x".repeat(i % 900), 1);
                  case 2 -> new Outcome.Skipped(path, Outcome.SkipReason.FILTERED, "rule " + i);
                  case 3 -> new Outcome.Deferred(path, Outcome.DeferReason.CHANGING, "changed");
                  default -> new Outcome.Planned(path, ObjectKey.of("k"), i, Why.NEW);
                }));
      }
      report.finish(SampleRun.FACTS);
    }
    assertThat(file).content().contains("<b>200,000</b><span>Sent</span>").contains("199,980 more");
    assertThat(Files.size(file)).isLessThan(3 * MOST_BYTES);
    assertThat(sample().length()).isLessThan(MOST_BYTES);
  }

  @Test
  void onlyItsOwnerReadsItAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("report.html"), "older");
    try (RunReport report = HtmlReport.begin(file)) {
      assertThat(file).hasContent("older");
      report.finish(SampleRun.FACTS);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names(folder)).containsExactly("report.html");
    assertThat(file).content().contains("<b>0</b><span>Sent</span>");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNoticedAtTheBeginning() {
    Path file = folder.resolve("missing").resolve("report.html");
    assertThatThrownBy(() -> HtmlReport.begin(file)).isInstanceOf(IOException.class);
  }

  @Test
  void theLastTenPagesAreKeptWithTheJob() throws IOException {
    Path job = Files.createDirectories(folder.resolve("source-1"));
    for (int i = 1; i <= 12; i++) {
      KeptReports kept = new KeptReports(folder, String.format("report_%02d.html", i));
      kept.on(new Event.SourceStarted(Path.of("/source"), "source-1"));
      kept.on(finished(stored(RelativePath.of("a"), 1)));
      kept.finish(SampleRun.FACTS);
      assertThat(kept.written())
          .hasValue(job.resolve("reports/" + String.format("report_%02d.html", i)));
    }
    assertThat(names(job.resolve("reports")))
        .hasSize(KeptReports.KEPT)
        .startsWith("report_03.html")
        .endsWith("report_12.html");
  }

  @Test
  void aRunInWhichNothingHappenedAndADryRunLeaveNoPage() throws IOException {
    Path job = Files.createDirectories(folder.resolve("source-1"));
    KeptReports idle = new KeptReports(folder, "report_1.html");
    idle.on(new Event.SourceStarted(Path.of("/source"), "source-1"));
    idle.on(finished(new Outcome.Skipped(RelativePath.of("a"), Outcome.SkipReason.UNCHANGED, "")));
    idle.finish(SampleRun.FACTS);
    assertThat(idle.written()).isEmpty();
    assertThat(names(job)).isEmpty();
  }

  @Test
  void aStateThatCannotBeWrittenIsNoFailure() throws IOException {
    Path job = Files.createDirectories(folder.resolve("source-1"));
    Files.writeString(job.resolve("reports"), "in the way");
    KeptReports kept = new KeptReports(folder, "report_1.html");
    kept.on(new Event.SourceStarted(Path.of("/source"), "source-1"));
    kept.on(finished(stored(RelativePath.of("a"), 1)));
    kept.finish(SampleRun.FACTS);
    assertThat(kept.written()).isEmpty();
  }

  private String sample() throws IOException {
    Path file = folder.resolve("sample.html");
    HtmlReport.write(file, SampleRun.overview(), SampleRun.FACTS);
    return Files.readString(file);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Event finished(Outcome outcome) {
    return new Event.FileFinished(outcome);
  }

  private static Outcome stored(RelativePath path, int i) {
    return new Outcome.Stored(
        path, ObjectKey.of("k"), i, Why.NEW, "CRC32C", 1, i, Duration.ofMillis(i % 1000));
  }
}
