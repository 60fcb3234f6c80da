package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.support.Digests;
import dev.davit.testkit.CheckpointSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadCheckpointJsonTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Taipei");

  @TempDir private Path temporary;
  private Fixture fixture;

  @BeforeEach
  void makeFixture() {
    fixture = new Fixture(temporary);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(fixture.folder().json().toFile());
  }

  private List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private String absolute(String path) {
    return fixture.source.resolve(path).toString();
  }

  private static Entry stored(String path) {
    RelativePath relative = RelativePath.of(path);
    return Entry.stored(relative, CheckpointSamples.stored(relative, new Random(1)));
  }

  private static Failure failure(String error) {
    return new Failure(error, 3, Instant.EPOCH);
  }

  @Test
  void itHasTheFormOfTheBatchUploaders() throws IOException {
    fixture.clock = Clock.fixed(Instant.parse("2025-07-24T04:00:00Z"), ZONE);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      checkpoint.record(stored("b.json"), List.of());
      checkpoint.record(stored("a/資料.json"), List.of());
      checkpoint.record(
          Entry.failed(RelativePath.of("failed.json"), failure("Connection timeout")), List.of());
      checkpoint.record(stored("older.json").withFailure(failure("403")), List.of());
      checkpoint.park(CheckpointSamples.parked("key", new Random(2)));
    }
    String pending = absolute(CheckpointSamples.parked("key", new Random(2)).path().value());
    assertThat(json().toString())
        .isEqualTo(
            new ObjectMapper()
                .createObjectNode()
                .put("timestamp", "2025-07-24T12:00:00.000000")
                .<ObjectNode>set(
                    "completed_files", array(absolute("a/資料.json"), absolute("b.json")))
                .<ObjectNode>set(
                    "failed_files",
                    new ObjectMapper()
                        .createArrayNode()
                        .add(array(absolute("failed.json"), "Connection timeout"))
                        .add(array(absolute("older.json"), "403")))
                .set("pending_files", array(pending))
                .toString());
  }

  private static ArrayNode array(String... texts) {
    var array = new ObjectMapper().createArrayNode();
    Stream.of(texts).forEach(array::add);
    return array;
  }

  @Test
  void namesThatAreNoUtf8AreWrittenAsPythonWritesThem() throws IOException {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      checkpoint.record(stored("a\u201B80\"b"), List.of());
      checkpoint.record(stored("a\u201B\u201B80"), List.of());
      checkpoint.record(stored("a\u201BFF"), List.of());
    }
    String text = Files.readString(fixture.folder().json(), UTF_8);
    assertThat(text).contains("a\\udc80\\\"b\"", "\"" + absolute("a\u201B80") + "\"", "a\\udcFF\"");
    for (String path : List.of("a\u201B80\"b", "a\u201B\u201B80", "a\u201BFF", "x/漢")) {
      assertThat(ExportedPath.parse(pythonName(path))).isEqualTo(RelativePath.of(path));
    }
  }

  private static String pythonName(String path) {
    return path.replace("\u201B80\"", "\udc80\"")
        .replace("\u201BFF", "\udcff")
        .replace("\u201B\u201B", "\u201B");
  }

  @Test
  void itIsWrittenOnlyWhenSomethingChanged() throws IOException {
    fixture.open().close();
    assertThat(fixture.folder().json()).doesNotExist();
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      checkpoint.record(stored("a"), List.of());
    }
    Files.setLastModifiedTime(fixture.folder().json(), FileTime.fromMillis(1));
    fixture.open().close();
    assertThat(Files.getLastModifiedTime(fixture.folder().json()))
        .isEqualTo(FileTime.fromMillis(1));
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      checkpoint.forget(RelativePath.of("a"));
    }
    assertThat(json().get("completed_files")).isEmpty();
  }

  @Test
  void aLongRunWritesItNowAndThen() throws Exception {
    fixture.exportGap = Duration.ZERO;
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      for (int i = 0; Files.notExists(fixture.folder().json()); i++) {
        checkpoint.record(stored("f" + i), List.of());
        checkpoint.flush();
      }
      assertThat(json().get("completed_files")).isNotEmpty();
    }
  }

  @Test
  void itIsWholeAtEveryMoment() throws Exception {
    fixture.exportGap = Duration.ZERO;
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      int last = 0;
      for (int i = 0; i < 300; i++) {
        checkpoint.record(stored("f" + (1000 + i)), List.of());
        checkpoint.flush();
        if (Files.exists(fixture.folder().json())) {
          int now = json().get("completed_files").size();
          assertThat(now).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(i + 1);
          last = now;
        }
      }
    }
    assertThat(json().get("completed_files")).hasSize(300);
  }

  private void prepareImport(String timestamp, List<String> completed, List<List<String>> failed)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Files.createDirectories(fixture.folder().path());
    mapper.writeValue(
        fixture.folder().json().toFile(),
        Map.of(
            "timestamp", timestamp,
            "completed_files", completed,
            "failed_files", failed,
            "pending_files", List.of(absolute("pending"))));
  }

  private Path file(String path, String content) throws IOException {
    Path file = fixture.source.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String later() {
    return LocalDateTime.now(ZONE).plusSeconds(60).toString();
  }

  @Test
  void whatABatchUploaderDidIsTakenOverAsHearsay() throws IOException {
    Path done = file("a/done.json", "{}");
    Path large = file("large.bin", "0123456789".repeat(1_000_000));
    file("failed.json", "x");
    Path outside = Files.writeString(temporary.resolve("outside.json"), "x");
    Path linked = Files.createSymbolicLink(fixture.source.resolve("link"), outside);
    prepareImport(
        later(),
        List.of(done + "", large + "", outside + "", linked + "", absolute("gone"), "relative", ""),
        List.of(List.of(absolute("failed.json"), "Connection timeout")));

    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Entry.Stored stored =
          checkpoint.entry(RelativePath.of("a/done.json")).orElseThrow().stored().orElseThrow();
      assertThat(stored.verifiedBy()).isEqualTo(Entry.IMPORTED);
      assertThat(stored.key()).isEqualTo(ObjectKey.of("a/done.json"));
      assertThat(stored.fingerprint()).isEqualTo(ContentIdentity.look(done));
      assertThat(stored.identity())
          .isEqualTo(Digests.of(DigestAlgorithm.SHA256, "{}".getBytes(UTF_8)));
      Digest blocks =
          checkpoint
              .entry(RelativePath.of("large.bin"))
              .orElseThrow()
              .stored()
              .orElseThrow()
              .identity();
      assertThat(blocks)
          .isEqualTo(Digests.of(DigestAlgorithm.SHA256_BLOCKS, Files.readAllBytes(large)));
      Entry failed = checkpoint.entry(RelativePath.of("failed.json")).orElseThrow();
      assertThat(failed.stored()).isEmpty();
      assertThat(failed.failure().orElseThrow().error()).isEqualTo("Connection timeout");
      for (String other : List.of("gone", "link", "pending", "relative")) {
        assertThat(checkpoint.entry(RelativePath.of(other))).isEmpty();
      }
    }
    assertThat(fixture.notices)
        .last()
        .asString()
        .contains("2 files as uploaded", "1 as failed", "2 are gone", "3 lie outside");
    assertThat(texts(json().get("completed_files"))).containsExactly(done + "", large + "");

    fixture.notices.clear();
    fixture.open().close();
    assertThat(fixture.notices).isEmpty();
  }

  @Test
  void whatChangedSinceIsNotBelieved() throws Exception {
    Path written = file("written.json", "x");
    Path touched = file("touched.json", "x");
    Instant then = Instant.now().minusSeconds(3600);
    Files.setLastModifiedTime(touched, FileTime.from(then.minusSeconds(60)));
    prepareImport(
        LocalDateTime.ofInstant(then, ZONE).withNano(0).toString(),
        List.of(written.toString(), touched.toString()),
        List.of());
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.entry(RelativePath.of("written.json"))).isEmpty();
      assertThat(checkpoint.entry(RelativePath.of("touched.json"))).isEmpty();
    }
    assertThat(fixture.notices).last().asString().contains("2 changed since");
  }

  @Test
  void aTornJsonIsSetAside() throws IOException {
    Path done = file("done.json", "{}");
    prepareImport(later(), List.of(done.toString()), List.of());
    byte[] whole = Files.readAllBytes(fixture.folder().json());
    Random random = new Random(3);
    for (int i = 0; i < 25; i++) {
      Files.write(fixture.folder().json(), Arrays.copyOf(whole, random.nextInt(whole.length - 1)));
      try (SqliteCheckpoint checkpoint = fixture.open()) {
        assertThat(checkpoint.entry(RelativePath.of("done.json"))).isEmpty();
      }
      assertThat(fixture.notices).last().asString().contains("cannot be understood", ".corrupt-");
      fixture.notices.clear();
      Files.delete(fixture.folder().database());
      assertThat(fixture.folder().json()).doesNotExist();
    }
  }

  @Test
  void anInterruptPutsTheImportOff() throws IOException {
    Path done = file("done.json", "{}");
    prepareImport(later(), List.of(done.toString()), List.of());
    Thread.currentThread().interrupt();
    fixture.open().close();
    assertThat(Thread.interrupted()).isTrue();
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.entry(RelativePath.of("done.json"))).isPresent();
    }
  }

  @Test
  void aJsonOfAnotherPlaceIsTakenOverWhenAsked() throws IOException {
    Path done = file("done.json", "{}");
    prepareImport(later(), List.of(done.toString()), List.of());
    Path elsewhere = temporary.resolve("theirs.json");
    Files.move(fixture.folder().json(), elsewhere);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      checkpoint.importJson(elsewhere);
      assertThat(checkpoint.entry(RelativePath.of("done.json"))).isPresent();
    }
  }
}
