package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Checkpoint.EntryCursor;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.spi.Job;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static final int ROWS = 20_000;

  @TempDir private Path temporary;
  private Fixture fixture;

  @BeforeEach
  void makeFixture() {
    fixture = new Fixture(temporary);
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(fixture.folder().path())) {
      return files.filter(file -> file.toString().contains(".corrupt-")).sorted().toList();
    }
  }

  private void checkUsable() {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 10);
    }
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.entry(Fixture.path(7))).contains(Fixture.entry(7));
    }
  }

  @Test
  void whatIsNoDatabaseIsSetAsideAndSaid() throws IOException {
    Files.createDirectories(fixture.folder().path());
    Files.writeString(
        fixture.folder().database(), "this was never a database, but a long text\n".repeat(99));

    checkUsable();

    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("state.db", "moved to", "compared again");
    assertThat(aside())
        .extracting(file -> file.getFileName().toString())
        .singleElement()
        .asString()
        .matches("state\\.db\\.corrupt-\\d{8}-\\d{6}");
  }

  @Test
  void anEmptyFileIsDamageAndAFolderInItsPlaceToo() throws IOException {
    Files.createDirectories(fixture.folder().path());
    Files.createFile(fixture.folder().database());
    checkUsable();
    Files.delete(fixture.folder().json());
    Files.delete(fixture.folder().database());
    Files.createDirectories(fixture.folder().database().resolve("x"));
    checkUsable();
    assertThat(fixture.notices).hasSize(2);
    assertThat(aside()).hasSize(2);
  }

  @Test
  void aJournalWithoutItsDatabaseMeetsNoNewOne() throws IOException {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 100);
      checkpoint.flush();
      Files.copy(wal(), temporary.resolve("wal"));
    }
    Files.delete(fixture.folder().database());
    Files.copy(temporary.resolve("wal"), wal());
    assertThat(Files.size(wal())).isPositive();

    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.outbox().pending()).isZero();
    }
    assertThat(fixture.notices).first().asString().contains("only its journal");
  }

  private Path wal() {
    return fixture.folder().database().resolveSibling("state.db-wal");
  }

  @Test
  void anotherJobsStateIsSetAsideWithItsJson() throws IOException {
    Job other = new Job(fixture.source, "s3://other", "");
    try (SqliteCheckpoint checkpoint = fixture.open(other)) {
      Fixture.record(checkpoint, 0, 10);
    }
    Files.move(JobFolder.of(other, fixture.home).path(), fixture.folder().path());

    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.entry(Fixture.path(1))).isEmpty();
    }
    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("belongs to another job", "s3://other");
    assertThat(aside())
        .extracting(file -> file.getFileName().toString())
        .anyMatch(name -> name.startsWith("upload_checkpoint.json.corrupt-"));
  }

  @Test
  void aDatabaseOfAnotherProgramIsSetAside() throws Exception {
    checkUsable();
    sql("PRAGMA application_id = 1");
    checkUsable();
    assertThat(fixture.notices).first().asString().contains("was not made by Davit");
  }

  @Test
  void aNewerDavitsStateIsLeftAlone() throws Exception {
    checkUsable();
    sql("PRAGMA user_version = 77");
    sql("UPDATE meta SET value = 77 WHERE name = 'version'");

    assertThatThrownBy(fixture::open)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("newer Davit", "77", "--state-dir");

    assertThat(aside()).isEmpty();
    sql("PRAGMA user_version = 1");
    sql("UPDATE meta SET value = 1 WHERE name = 'version'");
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThat(checkpoint.entry(Fixture.path(7))).contains(Fixture.entry(7));
    }
  }

  private void sql(String sql) throws Exception {
    Database database = new Database(fixture.folder().database(), Journal.LOG);
    try (Connection connection = database.writer()) {
      Database.execute(connection, sql);
      connection.commit();
    }
  }

  @Test
  void damageFoundLaterIsSaidAndSetAsideByTheNextRun() throws Exception {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, ROWS);
    }
    Files.delete(fixture.folder().json());
    sql("UPDATE files SET facts = zeroblob(40) WHERE path = '" + Fixture.path(ROWS / 2) + "'");

    SqliteCheckpoint checkpoint = fixture.open();
    assertThat(checkpoint.entry(Fixture.path(3))).contains(Fixture.entry(3));
    assertThatThrownBy(() -> checkpoint.entry(Fixture.path(ROWS / 2)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("damaged", "Start again");
    assertThatThrownBy(() -> Fixture.record(checkpoint, 0, 1))
        .isInstanceOf(CheckpointException.class);
    assertThatThrownBy(checkpoint::close).isInstanceOf(CheckpointException.class);

    checkUsable();
    assertThat(fixture.notices)
        .singleElement()
        .asString()
        .contains("found damaged in the last run");
    assertThat(aside()).isNotEmpty();
  }

  /** Every torn file opens or is set aside; what it says is true or said to be damaged. */
  @Test
  void aTornFileIsNeverBelieved() throws IOException {
    Path whole = temporary.resolve("whole.db");
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, ROWS);
    }
    Files.copy(fixture.folder().database(), whole);
    List<Entry> entries = IntStream.range(0, ROWS).mapToObj(Fixture::entry).toList();
    Random random = new Random(42);
    int setAside = 0;
    int refused = 0;
    int fine = 0;
    for (int round = 0; round < 90; round++) {
      clear();
      Files.copy(whole, fixture.folder().database(), StandardCopyOption.REPLACE_EXISTING);
      tear(fixture.folder().database(), random, round);
      fixture.notices.clear();
      boolean understood = walk(entries, random);
      if (!fixture.notices.isEmpty()) {
        setAside++;
      } else if (understood) {
        fine++;
      } else {
        refused++;
        fixture.open().close();
        assertThat(fixture.notices).as("round " + round).hasSize(1);
      }
    }
    assertThat(setAside).isGreaterThan(20);
    assertThat(refused).isGreaterThan(5);
    assertThat(fine).isGreaterThan(5);
  }

  /** Returns whether every answer was given; an answer is the recorded entry or none at all. */
  private boolean walk(List<Entry> entries, Random random) {
    SqliteCheckpoint checkpoint = fixture.open();
    boolean rebuilt = !fixture.notices.isEmpty();
    try (checkpoint;
        EntryCursor cursor = checkpoint.entries()) {
      for (int i = 0; i < ROWS; i++) {
        var found = cursor.seek(Fixture.path(i));
        if (found.isPresent()) {
          assertThat(rebuilt).isFalse();
          assertThat(found).contains(entries.get(i));
        }
      }
      checkpoint.parked();
      checkpoint.outbox().pending();
      checkpoint.forget(RelativePath.of("folder/file-" + random.nextInt(ROWS)));
      checkpoint.flush();
      return true;
    } catch (CheckpointException e) {
      assertThat(e).hasMessageContaining("damaged");
      return false;
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(fixture.folder().path())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void tear(Path file, Random random, int round) throws IOException {
    try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
      long length = torn.length();
      switch (round % 3) {
        case 0 -> torn.setLength((long) (random.nextDouble() * length));
        case 1 -> {
          for (int i = 0; i < 20; i++) {
            flip(torn, (long) (random.nextDouble() * length), random);
          }
        }
        default -> flip(torn, random.nextInt(200), random);
      }
    }
  }

  private static void flip(RandomAccessFile file, long at, Random random) throws IOException {
    file.seek(at);
    int b = file.read();
    file.seek(at);
    file.write(b ^ 1 << random.nextInt(8));
  }
}
