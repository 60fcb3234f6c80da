package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final RunFacts FACTS =
      new RunFacts("1.2.3", "local:x", false, Duration.ofSeconds(9), "complete", 3, "");

  @TempDir Path folder;

  @Test
  void theReportHasTheShapeThatScriptsKnowAndMore() throws IOException {
    Path file = folder.resolve("report.json");
    try (Report report = Report.begin(file)) {
      report.on(new Event.RunStarted(Instant.EPOCH, "local:x"));
      report.on(new Event.SourceStarted(Path.of("/path/to"), "to-1"));
      report.on(new Event.Found(6, 100, true));
      report.on(finished(stored("file.json", 2_048, 1_000)));
      report.on(finished(stored("b", 1, 1_500)));
      report.on(
          finished(new Outcome.Failed(RelativePath.of("failed.json"), "exhausted", "timeout", 4)));
      report.on(
          finished(new Outcome.Skipped(RelativePath.of(".h"), Outcome.SkipReason.HIDDEN, "dot")));
      report.on(
          finished(new Outcome.Deferred(RelativePath.of("d"), Outcome.DeferReason.CHANGING, "")));
      report.on(
          finished(new Outcome.Planned(RelativePath.of("p"), ObjectKey.of("x/p"), 5, Why.CHANGED)));
      report.finish(FACTS);
    }
    assertThat(read(file))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {
                      "summary": {
                        "total_files": 6, "successful_uploads": 2, "failed_uploads": 1,
                        "average_upload_time": 1.25,
                        "skipped": 1, "deferred": 1, "planned": 1,
                        "stored_bytes": 2049, "sent_bytes": 2051,
                        "skipped_by_reason": {"hidden": 1},
                        "failed_by_kind": {"exhausted": 1}
                      },
                      "run": {
                        "davit_version": "1.2.3", "destination": "local:x", "mode": "real",
                        "started": "1970-01-01T00:00:00Z", "took_seconds": 9.0,
                        "ending": "complete", "exit_code": 3,
                        "jobs": [{"source": "/path/to", "job_id": "to-1"}]
                      },
                      "successful_files": [
                        {"file_path": "/path/to/file.json", "file_size": 2048, "upload_time": 1.0,
                         "key": "x/file.json", "why": "new", "verified_by": "CRC32C",
                         "sent_bytes": 2049, "attempts": 2},
                        {"file_path": "/path/to/b", "file_size": 1, "upload_time": 1.5,
                         "key": "x/b", "why": "new", "verified_by": "CRC32C",
                         "sent_bytes": 2, "attempts": 2}
                      ],
                      "failed_files": [
                        {"file_path": "/path/to/failed.json", "error": "timeout",
                         "retry_count": 3, "kind": "exhausted", "attempts": 4}
                      ],
                      "skipped_files": [
                        {"file_path": "/path/to/.h", "reason": "hidden", "detail": "dot"}
                      ],
                      "deferred_files": [
                        {"file_path": "/path/to/d", "reason": "changing", "detail": ""}
                      ],
                      "planned_files": [
                        {"file_path": "/path/to/p", "file_size": 5, "key": "x/p",
                         "why": "changed"}
                      ],
                      "index_failed_files": []
                    }
                    """));
  }

  @Test
  void aRunWithoutFilesHasEmptyLists() throws IOException {
    Path file = folder.resolve("report.json");
    try (Report report = Report.begin(file)) {
      report.finish(FACTS);
    }
    assertThat(read(file).get("successful_files")).isEmpty();
    assertThat(read(file).get("summary").get("average_upload_time").asDouble()).isZero();
  }

  @Test
  void anOlderReportStaysUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "older");
    try (Report report = Report.begin(file)) {
      report.on(finished(stored("a", 1, 1)));
      assertThat(file).hasContent("older");
      assertThat(names()).containsExactly("report.json");
      report.finish(FACTS);
    }
    assertThat(read(file).get("successful_files")).hasSize(1);
    assertThat(names()).containsExactly("report.json");
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    Path file = folder.resolve("report.json");
    try (Report report = Report.begin(file)) {
      report.finish(FACTS);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNoticedAtTheBeginning() {
    Path file = folder.resolve("missing").resolve("report.json");
    assertThatThrownBy(() -> Report.begin(file)).isInstanceOf(IOException.class);
  }

  private Stream<String> names() throws IOException {
    return Files.list(folder).map(path -> path.getFileName().toString());
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Event finished(Outcome outcome) {
    return new Event.FileFinished(outcome);
  }

  private static Outcome stored(String path, long length, int millis) {
    return new Outcome.Stored(
        RelativePath.of(path),
        ObjectKey.of("x/" + path),
        length,
        Why.NEW,
        "CRC32C",
        2,
        length + 1,
        Duration.ofMillis(millis));
  }
}
