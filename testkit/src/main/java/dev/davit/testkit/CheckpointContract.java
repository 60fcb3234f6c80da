package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Checkpoint.EntryCursor;
import dev.davit.core.port.CheckpointException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every checkpoint does. Extend it, and say in {@link #open} how yours is opened.
 *
 * <p>What a crash leaves is not tested here: only its author knows how to bring one about.
 */
public abstract class CheckpointContract {
  private static final RelativePath PATH = RelativePath.of("folder/file");

  private Checkpoint checkpoint;

  /** Opens the checkpoint of the test that runs: empty the first time, the same one afterwards. */
  protected abstract Checkpoint open();

  @BeforeEach
  void openFirst() {
    checkpoint = open();
  }

  @AfterEach
  void closeLast() {
    Thread.interrupted();
    checkpoint.close();
  }

  private void reopen() {
    checkpoint.close();
    checkpoint = open();
  }

  @Test
  void aNewCheckpointIsEmpty() {
    assertThat(checkpoint.entry(PATH)).isEmpty();
    assertThat(checkpoint.parked()).isEmpty();
    assertThat(checkpoint.outbox().pending()).isZero();
    try (EntryCursor cursor = checkpoint.entries()) {
      assertThat(cursor.seek(PATH)).isEmpty();
    }
  }

  @Test
  void runsAreRememberedTheNewestFirst() {
    assertThat(checkpoint.runs()).isEmpty();
    List<RunRecord> ran = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Instant at = Instant.ofEpochSecond(i, 5);
      ran.addFirst(new RunRecord(at, Duration.ofNanos(i), "complete", i, 1, 2, 3, 4, 5));
      checkpoint.ran(ran.getFirst());
    }
    reopen();
    assertThat(checkpoint.runs()).isEqualTo(ran);
  }

  @Test
  void anEntryComesBackAsItWas() {
    Random random = new Random(1);
    Map<RelativePath, Entry> recorded = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      Entry entry = CheckpointSamples.entry(CheckpointSamples.path(random), random);
      recorded.put(entry.path(), entry);
      checkpoint.record(entry, List.of());
    }
    recorded.forEach((path, entry) -> assertThat(checkpoint.entry(path)).contains(entry));
    checkpoint.flush();
    recorded.forEach((path, entry) -> assertThat(checkpoint.entry(path)).contains(entry));
    reopen();
    recorded.forEach((path, entry) -> assertThat(checkpoint.entry(path)).contains(entry));
  }

  @Test
  void aLaterRecordReplacesAnEarlierOne() {
    Random random = new Random(2);
    Entry first = CheckpointSamples.entry(PATH, random);
    Entry second = CheckpointSamples.entry(PATH, random);
    checkpoint.record(first, List.of());
    checkpoint.flush();
    checkpoint.record(second, List.of());
    assertThat(checkpoint.entry(PATH)).contains(second).isNotEqualTo(Optional.of(first));
    reopen();
    assertThat(checkpoint.entry(PATH)).contains(second);
  }

  @Test
  void whatIsForgottenIsGone() {
    Entry entry = CheckpointSamples.entry(PATH, new Random(3));
    checkpoint.record(entry, List.of());
    checkpoint.flush();
    checkpoint.forget(PATH);
    checkpoint.forget(RelativePath.of("never/seen"));
    assertThat(checkpoint.entry(PATH)).isEmpty();
    reopen();
    assertThat(checkpoint.entry(PATH)).isEmpty();
    checkpoint.record(entry, List.of());
    assertThat(checkpoint.entry(PATH)).contains(entry);
  }

  @Test
  void nobodyElseCanOpenIt() {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            CheckpointException.class,
            e -> assertThat(e.reason()).isEqualTo(CheckpointException.Reason.LOCKED));
    assertThatThrownBy(this::open).isInstanceOf(CheckpointException.class);
    Entry entry = CheckpointSamples.entry(PATH, new Random(4));
    checkpoint.record(entry, List.of());
    reopen();
    assertThat(checkpoint.entry(PATH)).contains(entry);
  }

  @Test
  void closingTwiceIsHarmless() {
    checkpoint.close();
    checkpoint.close();
    Checkpoint other = open();
    checkpoint.close();
    assertThatThrownBy(this::open).isInstanceOf(CheckpointException.class);
    checkpoint = other;
  }

  @Test
  void aClosedCheckpointRefuses() {
    checkpoint.close();
    assertThatThrownBy(() -> checkpoint.entry(PATH)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> checkpoint.forget(PATH)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptedThreadCanRecordAndRead() {
    Random random = new Random(5);
    Entry entry = CheckpointSamples.entry(PATH, random);
    ParkedUpload parked = CheckpointSamples.parked("key", random);
    Thread.currentThread().interrupt();
    checkpoint.record(entry, List.of(CheckpointSamples.registration("r", random)));
    checkpoint.park(parked);
    checkpoint.flush();
    assertThat(checkpoint.entry(PATH)).contains(entry);
    assertThat(checkpoint.outbox().pending()).isOne();
    try (EntryCursor cursor = checkpoint.entries()) {
      assertThat(cursor.seek(PATH)).contains(entry);
    }
    reopen();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(checkpoint.entry(PATH)).contains(entry);
    assertThat(checkpoint.parked()).containsExactly(parked);
    assertThat(checkpoint.outbox().pending()).isOne();
  }

  @Test
  void manyThreadsRecordAtOnce() throws Exception {
    int threads = 8;
    int each = 300;
    List<Throwable> thrown = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int number = t;
      Thread thread =
          Thread.ofVirtual()
              .unstarted(() -> {
                Random random = new Random(number);
                for (int i = 0; i < each; i++) {
                  Entry entry = CheckpointSamples.entry(numbered(number, i), random);
                  checkpoint.record(entry, List.of());
                  assertThat(checkpoint.entry(entry.path())).contains(entry);
                  if (i % 100 == number) {
                    checkpoint.flush();
                  }
                }
              });
      thread.setUncaughtExceptionHandler((who, e) -> {
        synchronized (thrown) {
          thrown.add(e);
        }
      });
      running.add(thread);
    }
    running.forEach(Thread::start);
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(thrown).isEmpty();
    reopen();
    for (int t = 0; t < threads; t++) {
      Random random = new Random(t);
      for (int i = 0; i < each; i++) {
        Entry entry = CheckpointSamples.entry(numbered(t, i), random);
        assertThat(checkpoint.entry(entry.path())).contains(entry);
      }
    }
  }

  private static RelativePath numbered(int thread, int i) {
    return RelativePath.of("thread-" + thread + "/" + i);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void itRemembersWhatAMapRemembers(int seed) {
    Random random = new Random(seed);
    Map<RelativePath, Entry> model = new TreeMap<>();
    for (int step = 0; step < 3000; step++) {
      RelativePath path = CheckpointSamples.path(random);
      switch (random.nextInt(200)) {
        case 0 -> reopen();
        case 1, 2 -> checkpoint.flush();
        case 3, 4 -> compareWalk(model, random);
        default -> {
          if (random.nextInt(4) == 0) {
            checkpoint.forget(path);
            model.remove(path);
          } else {
            Entry entry = CheckpointSamples.entry(path, random);
            checkpoint.record(entry, List.of());
            model.put(path, entry);
          }
          RelativePath asked = CheckpointSamples.path(random);
          assertThat(checkpoint.entry(asked)).isEqualTo(Optional.ofNullable(model.get(asked)));
        }
      }
    }
    assertThat(model).hasSizeGreaterThan(500);
    compareWalk(model, random);
  }

  private void compareWalk(Map<RelativePath, Entry> model, Random random) {
    Map<RelativePath, Boolean> asked = new TreeMap<>();
    model.keySet().forEach(path -> asked.put(path, true));
    int others = random.nextInt(200);
    for (int i = 0; i < others; i++) {
      asked.put(CheckpointSamples.path(random), true);
    }
    double kept = random.nextDouble();
    try (EntryCursor cursor = checkpoint.entries()) {
      for (RelativePath path : asked.keySet()) {
        if (random.nextDouble() < kept) {
          assertThat(cursor.seek(path)).isEqualTo(Optional.ofNullable(model.get(path)));
        }
      }
    }
    compareSteps(new TreeMap<>(model), asked.keySet(), random);
  }

  /** Goes on from entry to entry, with a jump now and then. */
  private void compareSteps(
      NavigableMap<RelativePath, Entry> model, Set<RelativePath> asked, Random random) {
    int jumps = 1 + random.nextInt(100);
    try (EntryCursor cursor = checkpoint.entries()) {
      NavigableMap<RelativePath, Entry> left = model;
      for (RelativePath path : asked) {
        boolean follows = left.isEmpty() || path.compareTo(left.firstKey()) >= 0;
        if (follows && random.nextInt(jumps) == 0) {
          assertThat(cursor.seek(path)).isEqualTo(Optional.ofNullable(model.get(path)));
          left = model.tailMap(path, false);
        } else if (!left.isEmpty() && path.equals(left.firstKey())) {
          assertThat(cursor.next()).contains(left.firstEntry().getValue());
          left = left.tailMap(path, false);
        }
      }
      for (Entry entry : left.values()) {
        assertThat(cursor.next()).contains(entry);
      }
      assertThat(cursor.next()).isEmpty();
    }
  }

  /** The walk through entries. */
  @Nested
  protected class CursorContract {

    @Test
    void aWalkSeesEveryEntryOfManyPages() {
      int count = 20_000;
      Random random = new Random(21);
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Entry entry = CheckpointSamples.entry(RelativePath.of("f" + (100_000 + i)), random);
        entries.add(entry);
        checkpoint.record(entry, List.of());
      }
      try (EntryCursor cursor = checkpoint.entries()) {
        for (Entry entry : entries) {
          assertThat(cursor.seek(entry.path())).contains(entry);
        }
        assertThat(cursor.seek(RelativePath.of("g"))).isEmpty();
      }
      try (EntryCursor cursor = checkpoint.entries()) {
        for (int i = 0; i < count; i += 1 + random.nextInt(5000)) {
          assertThat(cursor.seek(entries.get(i).path())).contains(entries.get(i));
          assertThat(cursor.seek(RelativePath.of(entries.get(i).path() + "-"))).isEmpty();
        }
      }
    }

    @Test
    void recordingWhileWalkingDisturbsNobody() {
      Random random = new Random(22);
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        Entry entry = CheckpointSamples.entry(RelativePath.of("f" + (10_000 + i)), random);
        entries.add(entry);
        checkpoint.record(entry, List.of());
      }
      try (EntryCursor cursor = checkpoint.entries()) {
        for (Entry entry : entries) {
          assertThat(cursor.seek(entry.path())).contains(entry);
          checkpoint.record(CheckpointSamples.entry(entry.path(), random), List.of());
          if (random.nextInt(500) == 0) {
            checkpoint.flush();
          }
        }
      }
    }

    @Test
    void cursorsDoNotDisturbEachOther() {
      Random random = new Random(23);
      Entry first = CheckpointSamples.entry(RelativePath.of("a"), random);
      Entry last = CheckpointSamples.entry(RelativePath.of("b"), random);
      checkpoint.record(first, List.of());
      checkpoint.record(last, List.of());
      try (EntryCursor one = checkpoint.entries();
          EntryCursor two = checkpoint.entries()) {
        assertThat(one.seek(last.path())).contains(last);
        assertThat(two.seek(first.path())).contains(first);
        one.close();
        one.close();
        assertThat(two.seek(last.path())).contains(last);
      }
    }
  }

  /** Unfinished uploads. */
  @Nested
  protected class ParkingContract {

    @Test
    void anUnfinishedUploadComesBackAsItWas() {
      Random random = new Random(31);
      Map<ObjectKey, ParkedUpload> parked = new TreeMap<>();
      for (String key : List.of("b", "a/b", "a", "漢", "\uFFFD", "😀")) {
        ParkedUpload upload = CheckpointSamples.parked(key, random);
        checkpoint.park(upload);
        parked.put(upload.key(), upload);
      }
      checkParked(parked.values());
      reopen();
      checkParked(parked.values());
    }

    private void checkParked(Collection<ParkedUpload> expected) {
      assertThat(checkpoint.parked()).containsExactlyElementsOf(expected);
      for (ParkedUpload upload : expected) {
        assertThat(checkpoint.parked(upload.key())).contains(upload);
      }
    }

    @Test
    void aLaterUploadToTheKeyReplacesAnEarlierOne() {
      Random random = new Random(32);
      checkpoint.park(CheckpointSamples.parked("key", random));
      ParkedUpload second = CheckpointSamples.parked("key", random);
      checkpoint.park(second);
      assertThat(checkpoint.parked()).containsExactly(second);
    }

    @Test
    void whatIsUnparkedIsGone() {
      Random random = new Random(33);
      ParkedUpload stays = CheckpointSamples.parked("stays", random);
      ParkedUpload goes = CheckpointSamples.parked("goes", random);
      checkpoint.park(stays);
      checkpoint.park(goes);
      checkpoint.unpark(goes.key());
      checkpoint.unpark(ObjectKey.of("never/seen"));
      assertThat(checkpoint.parked(goes.key())).isEmpty();
      assertThat(checkpoint.parked()).containsExactly(stays);
      reopen();
      assertThat(checkpoint.parked()).containsExactly(stays);
      checkpoint.unpark(stays.key());
      checkpoint.park(goes);
      assertThat(checkpoint.parked()).containsExactly(goes);
    }
  }

  /** Registrations that wait. */
  @Nested
  protected class Registrations extends OutboxContract {
    @Override
    Checkpoint checkpoint() {
      return checkpoint;
    }

    @Override
    void reopenCheckpoint() {
      reopen();
    }
  }
}
