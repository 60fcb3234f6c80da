package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command in a JVM of its own: exit codes and what goes to which stream. */
class CommandTest {
  @TempDir Path folder;
  private ChildDavit davit;

  @BeforeEach
  void makeSource() throws IOException {
    davit = new ChildDavit(folder);
    Files.createDirectories(folder.resolve("source/deep"));
    Files.writeString(folder.resolve("source/a.txt"), "aaa");
    Files.writeString(folder.resolve("source/deep/b.txt"), "bb");
    Files.writeString(folder.resolve("source/evil\u001b[31m\nname"), "c");
    Files.writeString(folder.resolve("source/.hidden"), "");
  }

  @Test
  void theVersionNamesDavitAndJavaAndLoadsNothingElse() {
    ChildDavit.Ended ended = davit.jvm("-Xlog:class+load:file=classes.txt").run("--version");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).startsWith("davit ").contains("Java " + Runtime.version().feature());
    assertThat(folder.resolve("classes.txt"))
        .content()
        .contains("dev.davit.cli.Main ")
        .doesNotContain("com.google.inject")
        .doesNotContain("ch.qos.logback")
        .doesNotContain("org.slf4j")
        .doesNotContain("com.fasterxml")
        .doesNotContain("dev.davit.local");
  }

  @Test
  void aFolderIsSentAndThenNothingIs() {
    ChildDavit.Ended first = davit.run("up", "source", "local:copy");
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out().lines())
        .contains("Skipped 1: 1 hidden.")
        .anyMatch(line -> line.startsWith("Sent 3 files (6 B) to local:copy in "));
    assertThat(first.err().lines())
        .singleElement()
        .asString()
        .startsWith("Progress: 4/4 (100.0%) | Success: 3 | Failed: 0 | Rate: ");
    assertThat(folder.resolve("copy/deep/b.txt")).hasContent("bb");
    ChildDavit.Ended second = davit.run("up", "--quiet", "source", "local:copy");
    assertThat(second).isEqualTo(new ChildDavit.Ended(0, "", ""));
  }

  @Test
  void verboseSaysWhyWithoutLettingNamesSpeak() {
    ChildDavit.Ended ended = davit.run("up", "--verbose", "source", "local:copy");
    assertThat(ended.out())
        .contains("sent        evil\\x1b[31m\\nname  (new: 1 B, verified by ")
        .contains("skipped     .hidden  (hidden: ")
        .doesNotContain("\u001b");
  }

  @Test
  void aDryRunWritesNothing() {
    ChildDavit.Ended ended = davit.run("up", "--dry-run", "source", "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("would send  a.txt  (new: 3 B)")
        .contains(
            "Would send 3 files (6 B) to local:copy in 3 requests; how long that takes is not known before a first run. Nothing was sent.");
    assertThat(folder.resolve("copy")).doesNotExist();
    assertThat(folder.resolve("state-home")).doesNotExist();
  }

  @Test
  void machinesGetEventsAndNothingElse() throws IOException {
    ChildDavit.Ended ended = davit.run("up", "--json", "source", "local:copy");
    assertThat(ended.err()).isEmpty();
    List<JsonNode> events = new ArrayList<>();
    for (String line : ended.out().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).get("seq").asInt()).isEqualTo(i + 1);
    }
    assertThat(events.getFirst().get("event").asText()).isEqualTo("run_started");
    assertThat(events.getLast().get("event").asText()).isEqualTo("exit");
    assertThat(events.getLast().get("code").asInt()).isZero();
    assertThat(events).filteredOn(e -> e.get("event").asText().equals("file_finished")).hasSize(4);
  }

  @Test
  void logAndReportGoIntoFoldersUnderDatedNames() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    ChildDavit.Ended ended =
        davit.run("up", "-v", "--report", "out", "--log-file", "out", "source", "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    List<Path> files = Files.list(folder.resolve("out")).sorted().toList();
    assertThat(files).hasSize(2);
    assertThat(files.get(0).getFileName().toString()).matches("upload_log_\\d{8}_\\d{6}\\.log");
    assertThat(files.get(1).getFileName().toString()).matches("upload_report_\\d{8}_\\d{6}\\.json");
    assertThat(files.get(0))
        .content()
        .contains("INFO  run: sent        a.txt  (new: 3 B, verified by ")
        .contains("DEBUG run: skipped     .hidden")
        .doesNotContain("\u001b");
    assertThat(new ObjectMapper().readTree(files.get(1).toFile()).get("successful_files"))
        .hasSize(3);
  }

  @Test
  void aPageIsWrittenWhereAskedAndKeptWithTheJob() throws IOException {
    ChildDavit.Ended ended = davit.run("up", "-v", "--report", "run.html", "source", "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(folder.resolve("run.html"))
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("<b>3</b><span>Sent</span>")
        .contains("evil\\x1b[31m\\nname");
    String line = ended.out().lines().filter(it -> it.startsWith("Page: ")).findFirst().orElse("");
    Path kept = Path.of(line.substring("Page: ".length()));
    assertThat(kept.getParent().getFileName()).hasToString("reports");
    assertThat(kept).content().contains("<b>3</b><span>Sent</span>");
    davit.run("up", "source", "local:copy");
    assertThat(Files.list(kept.getParent())).hasSize(1);
  }

  @Test
  void aMissingSourceIsAMistakeOfTheCommandLine() {
    ChildDavit.Ended ended = davit.run("up", "nosuch", "local:copy");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).startsWith("davit: ").contains("nosuch").hasLineCount(1);
  }

  @Test
  void anUnknownSchemeNamesTheNearest() {
    ChildDavit.Ended ended = davit.run("up", "source", "loca:copy");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .startsWith(
            "davit: no provider knows destinations that begin with \"loca:\"; did you mean"
                + " \"local:\"?");
  }

  @Test
  void anUnknownSettingIsAMatterOfConfiguration() {
    ChildDavit.Ended ended = davit.run("up", "--region", "x", "source", "local:copy");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err()).contains("does not know the setting \"region\"").hasLineCount(1);
  }

  @Test
  void aStateThatCannotBeWrittenIsAMatterOfConfiguration() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    ChildDavit.Ended ended = davit.run("up", "--state-dir", "file", "source", "local:copy");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err()).startsWith("davit: ").doesNotContain("Exception");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aDefectIsOneLineAndItsTraceLiesInTheState() throws IOException {
    ProviderJar jar = new ProviderJar(folder.resolve("work"));
    jar.source("acme/Bad.java", bad()).pack(folder.resolve("providers/bad/bad.jar"), "acme.Bad\n");
    davit.with("DAVIT_PROVIDERS_DIR", folder.resolve("providers").toString());
    ChildDavit.Ended ended = davit.run("up", "--state-dir", "state", "source", "bad:x");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("davit: this is a defect in davit: IllegalStateException: oh; details are in ")
        .hasLineCount(1);
    Path trace = Files.list(folder.resolve("state")).findFirst().orElseThrow();
    assertThat(trace).content().contains("acme.Bad.connect(");
    assertThat(davit.run("up", "--verbose", "source", "bad:x").err()).contains("acme.Bad.connect(");
  }

  @Test
  void whatLibrariesLogIsToldInOurWay() throws IOException {
    ProviderJar jar = new ProviderJar(folder.resolve("work"));
    String logging =
        "java.util.logging.Logger.getLogger(\"lib\").warning(\"careful\"); throw new SettingsException(";
    jar.source("acme/Bad.java", bad().replace("throw new IllegalStateException(", logging))
        .pack(folder.resolve("providers/bad/bad.jar"), "acme.Bad\n");
    davit.with("DAVIT_PROVIDERS_DIR", folder.resolve("providers").toString());
    ChildDavit.Ended ended = davit.run("up", "source", "bad:x");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err().lines()).containsExactly("davit: careful", "davit: oh");
  }

  private static String bad() {
    return """
    package acme;

    import dev.davit.core.port.Storage;
    import dev.davit.core.spi.*;

    public final class Bad implements StorageProvider<Bad.None> {
      public record None() {}

      public String scheme() {
        return "bad";
      }

      public String description() {
        return "bad";
      }

      public None read(Settings settings) {
        return new None();
      }

      public Storage connect(None settings, StorageContext context) {
        throw new IllegalStateException("oh");
      }
    }
    """;
  }
}
