package dev.davit.testkit.engine;

import static dev.davit.testkit.engine.Bench.PART;
import static dev.davit.testkit.engine.Bench.bytes;
import static dev.davit.testkit.engine.Bench.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.testkit.simulation.SimulatedFolder;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P2: a file that changes while it is sent arrives whole, as one of the files it was. */
class ChangingSourceTest {
  private static final RelativePath PATH = path("f");
  private static final int LARGER_THAN_MEMORY_HOLDS = (1 << 20) + 5;

  private Bench bench = new Bench();

  @AfterEach
  void nothingTornWasEverVisible() {
    bench.server.checkNoLeaks();
    assertThat(bench.server.history())
        .allMatch(version -> bench.folder.had(path(version.key().value()), version.bytes(), 0));
  }

  enum Edit {
    GROW((folder, old) -> folder.append(PATH, bytes(2, 7))),
    SHRINK((folder, old) -> folder.truncate(PATH, old.length / 2)),
    EMPTY((folder, old) -> folder.truncate(PATH, 0)),
    EDIT((folder, old) -> folder.edit(PATH, old.length / 2, bytes(3, 1))),
    EDIT_AND_RESTORE_TIME(
        (folder, old) -> folder.editAndRestoreTime(PATH, old.length / 2, bytes(3, 1))),
    REPLACE((folder, old) -> folder.replace(PATH, bytes(4, old.length))),
    REWRITE((folder, old) -> folder.write(PATH, bytes(5, old.length)));

    private final BiConsumer<SimulatedFolder, byte[]> what;

    Edit(BiConsumer<SimulatedFolder, byte[]> what) {
      this.what = what;
    }
  }

  /** Does something at the n-th operation of a kind, once. */
  private void once(String operation, int n, Runnable what) {
    int[] left = {n};
    bench.at((passing, subject) -> {
      if (passing.equals(operation) && --left[0] == 0) {
        what.run();
      }
    });
  }

  private void assertNewestIsStored(Summary summary) {
    assertThat(summary.ending()).isEqualTo(Summary.Ending.COMPLETE);
    assertThat(bench.outcome("f")).isInstanceOf(Outcome.Stored.class);
    assertThat(bench.stored("f")).isEqualTo(bench.folder.bytes(PATH).orElseThrow());
    assertThat(bench.server.unfinishedUploads()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aSmallFileThatChangesAtAnyLookArrivesWholeInTheEnd(Edit edit) throws InterruptedException {
    for (int look = 1; look <= 4; look++) {
      bench = new Bench();
      byte[] old = bytes(look, 5 * PART);
      bench.folder.write(PATH, old);
      once("look", look, () -> edit.what.accept(bench.folder, old));

      assertNewestOrOlderWhole(bench.run(), old);
      nothingTornWasEverVisible();
    }
  }

  /** A change after the last look is the next run's business. */
  private void assertNewestOrOlderWhole(Summary summary, byte[] old) {
    assertThat(summary.ok()).isTrue();
    assertThat(bench.outcome("f")).isInstanceOf(Outcome.Stored.class);
    byte[] now = bench.folder.bytes(PATH).orElseThrow();
    assertThat(bench.stored("f"))
        .satisfiesAnyOf(
            there -> assertThat(there).isEqualTo(now), there -> assertThat(there).isEqualTo(old));
  }

  @ParameterizedTest
  @EnumSource
  void aLargeFileThatChangesBetweenReadsIsSentAgainAsItIsNow(Edit edit)
      throws InterruptedException {
    bench.largeParts();
    byte[] old = bytes(1, LARGER_THAN_MEMORY_HOLDS);
    bench.folder.write(PATH, old);
    once("read", 100, () -> edit.what.accept(bench.folder, old));

    assertNewestIsStored(bench.run());
  }

  @Test
  void aFileThatVanishesWhileItIsSentIsNoFailure() throws InterruptedException {
    bench.largeParts();
    bench.folder.write(PATH, bytes(1, LARGER_THAN_MEMORY_HOLDS));
    once("read", 100, () -> bench.folder.delete(PATH));

    Summary summary = bench.run();

    assertThat(summary.ok()).isTrue();
    assertThat(bench.outcome("f")).isInstanceOfAny(Outcome.Skipped.class, Outcome.Deferred.class);
    assertThat(bench.server.history()).isEmpty();
  }

  @Test
  void aFileThatNeverSettlesIsDeferredAndFailsNothing() throws InterruptedException {
    bench.folder.write(PATH, bytes(1, 5 * PART));
    bench.folder.write(path("g"), bytes(2, PART));
    bench.at((operation, subject) -> {
      if (operation.equals("read") && subject.equals("f")) {
        bench.folder.append(PATH, bytes(3, 1));
      }
    });

    Summary summary = bench.run();

    assertThat(summary.ok()).isTrue();
    assertThat(bench.outcome("f"))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(Outcome.DeferReason.CHANGING));
    assertThat(bench.outcome("g")).isInstanceOf(Outcome.Stored.class);
    assertThat(bench.server.history()).hasSize(1);
  }

  @Test
  void aFileThatGoesBackToWhatItWasIsNotTakenForStoredAfterACrash() throws InterruptedException {
    byte[] first = bytes(1, PART);
    byte[] second = bytes(2, PART);
    bench.folder.write(PATH, first);
    bench.run();
    bench.folder.write(PATH, second);
    bench.behind(CrashesAfterSupply::new);
    assertThat(crashed()).isTrue();
    bench.behind(storage -> storage);
    assertThat(bench.stored("f")).isEqualTo(second);

    bench.folder.write(PATH, first);
    bench.run();

    assertThat(bench.outcome("f")).isInstanceOf(Outcome.Stored.class);
    assertThat(bench.stored("f")).isEqualTo(first);
  }

  private boolean crashed() throws InterruptedException {
    try {
      bench.run();
      return false;
    } catch (CrashesAfterSupply.Crash e) {
      bench.disk.crash(0);
      return true;
    }
  }

  @Test
  void aFileThatWasOnlyTouchedIsNotSent() throws InterruptedException {
    bench.folder.write(PATH, bytes(1, 5 * PART));
    bench.run();
    int before = bench.requests("put") + bench.requests("create");
    bench.time.advance(Duration.ofMinutes(1));
    bench.folder.touch(PATH);

    bench.run();

    assertThat(bench.outcome("f"))
        .isEqualTo(new Outcome.Skipped(PATH, Outcome.SkipReason.SAME_CONTENT, ""));
    assertThat(bench.requests("put") + bench.requests("create")).isEqualTo(before);
    bench.run();
    assertThat(bench.outcome("f"))
        .isEqualTo(new Outcome.Skipped(PATH, Outcome.SkipReason.UNCHANGED, ""));
  }
}
