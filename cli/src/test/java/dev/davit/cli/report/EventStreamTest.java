package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Outcome.SkipReason;
import dev.davit.core.usecase.Summaries;
import dev.davit.core.usecase.Summary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RelativePath PATH = RelativePath.of("a/\u001b\n\u202e\u009b深");
  private static final String SHOWN = "\"path\":\"a/\\u001B\\n\\u202e\\u009b深\"";

  @Test
  void everyEventIsOneLineWithFieldsThatStay() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventStream stream = new EventStream(out, CLOCK);
    stream.on(new Event.RunStarted(NOW, "local:x"));
    stream.on(new Event.SourceStarted(Path.of("/s"), "s-1"));
    stream.on(new Event.Found(2, 30, false));
    stream.on(new Event.FileStarted(PATH, 10, Why.FAILED_BEFORE));
    stream.on(new Event.Progressed(PATH, -5));
    stream.on(new Event.Retrying(PATH, 2, Duration.ofMillis(1_500), "reset"));
    for (Outcome outcome :
        List.of(
            new Outcome.Stored(
                PATH, ObjectKey.of("k"), 10, Why.NEW, "CRC32C", 2, 15, Duration.ofMillis(250)),
            new Outcome.Planned(PATH, ObjectKey.of("k"), 10, Why.CHANGED),
            new Outcome.Skipped(PATH, SkipReason.SAME_CONTENT, ""),
            new Outcome.Deferred(PATH, Outcome.DeferReason.CHANGING, "grew"),
            new Outcome.Failed(PATH, "denied", "no", 3))) {
      stream.on(new Event.FileFinished(outcome));
    }
    stream.on(new Event.Notice("look"));
    stream.on(new Event.RunFinished(summary()));
    stream.exit(3, "some", "");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            line(1, "run_started", "\"destination\":\"local:x\""),
            line(2, "source_started", "\"source\":\"/s\",\"job\":\"s-1\""),
            line(3, "found", "\"files\":2,\"bytes\":30,\"complete\":false"),
            line(4, "file_started", SHOWN + ",\"bytes\":10,\"why\":\"failed_before\""),
            line(5, "progressed", SHOWN + ",\"bytes\":-5"),
            line(6, "retrying", SHOWN + ",\"attempt\":2,\"pause_seconds\":1.5,\"error\":\"reset\""),
            line(
                7,
                "file_finished",
                SHOWN
                    + ",\"outcome\":\"stored\",\"key\":\"k\",\"bytes\":10,\"why\":\"new\","
                    + "\"verified_by\":\"CRC32C\",\"attempts\":2,\"sent_bytes\":15,"
                    + "\"took_seconds\":0.25"),
            line(
                8,
                "file_finished",
                SHOWN + ",\"outcome\":\"planned\",\"key\":\"k\",\"bytes\":10,\"why\":\"changed\""),
            line(
                9,
                "file_finished",
                SHOWN + ",\"outcome\":\"skipped\",\"reason\":\"same_content\",\"detail\":\"\""),
            line(
                10,
                "file_finished",
                SHOWN + ",\"outcome\":\"deferred\",\"reason\":\"changing\",\"detail\":\"grew\""),
            line(
                11,
                "file_finished",
                SHOWN
                    + ",\"outcome\":\"failed\",\"kind\":\"denied\",\"error\":\"no\","
                    + "\"attempts\":3"),
            line(12, "notice", "\"message\":\"look\""),
            line(
                13,
                "run_finished",
                "\"ending\":\"complete\",\"found\":7,\"stored\":1,\"planned\":2,\"skipped\":3,"
                    + "\"deferred\":4,\"failed\":5,\"stored_bytes\":6,\"sent_bytes\":8,"
                    + "\"took_seconds\":83.0,\"skipped_by_reason\":{\"hidden\":3}"),
            line(14, "exit", "\"code\":3,\"meaning\":\"some\""));
  }

  @Test
  void namesComeBackAsTheyWere() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventStream stream = new EventStream(out, CLOCK);
    stream.on(new Event.Progressed(PATH, 1));
    stream.end(0);
    JsonNode event = new ObjectMapper().readTree(out.toByteArray());
    assertThat(event.get("path").asText()).isEqualTo(PATH.value());
  }

  @Test
  void aReaderThatLeavesIsNotWrittenToAgain() {
    int[] writes = {0};
    EventStream stream =
        new EventStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                writes[0]++;
                throw new IOException("Broken pipe");
              }
            },
            CLOCK);
    stream.on(new Event.Notice("a"));
    stream.tick(0);
    stream.on(new Event.Notice("b"));
    stream.tick(1);
    stream.exit(0, "", "");
    assertThat(writes[0]).isOne();
  }

  private static Summary summary() {
    return Summaries.of(
        Summary.Ending.COMPLETE,
        new Summary.Counts(7, 1, 2, 3, 4, 5, 6, 8),
        Map.of(SkipReason.HIDDEN, 3L),
        List.of(),
        null);
  }

  private static String line(int seq, String event, String fields) {
    return "{\"seq\":"
        + seq
        + ",\"at\":\"2026-01-31T12:00:00Z\",\"event\":\""
        + event
        + "\","
        + fields
        + "}";
  }
}
