package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Entry;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Outbox;
import dev.davit.core.port.OutboxView.Counts;
import dev.davit.core.port.OutboxView.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every outbox does; part of {@link CheckpointContract}. */
abstract class OutboxContract {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
  private static final int ALL = 1000;

  private final Random random = new Random(41);

  abstract Checkpoint checkpoint();

  abstract void reopenCheckpoint();

  private Outbox outbox() {
    return checkpoint().outbox();
  }

  private Registration record(String id) {
    Registration registration = CheckpointSamples.registration(id, random);
    record(registration);
    return registration;
  }

  private void record(Registration registration) {
    Entry entry = CheckpointSamples.entry(RelativePath.of("of-" + registration.id()), random);
    checkpoint().record(entry, List.of(registration));
  }

  private static List<String> ids(List<Pending> pending) {
    return pending.stream().map(each -> each.registration().id()).toList();
  }

  @Test
  void aRegistrationComesBackAsItWas() {
    List<Pending> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      expected.add(new Pending(record("r" + i), 0, ""));
    }
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL)).isEqualTo(expected);
    reopenCheckpoint();
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL)).isEqualTo(expected);
    assertThat(outbox().pending()).isEqualTo(50);
  }

  @Test
  void severalOfOneFileKeepTheirOrder() {
    Registration b = CheckpointSamples.registration("b", random);
    Registration a = CheckpointSamples.registration("a", random);
    Entry entry = CheckpointSamples.entry(RelativePath.of("file"), random);
    checkpoint().record(entry, List.of(b, a));
    record("0");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL)))
        .containsExactly("b", "a", "0");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, 2))).containsExactly("b", "a");
  }

  @Test
  void whatIsDeliveredIsGone() {
    record("a");
    record("b");
    record("c");
    outbox().delivered(List.of("b", "unknown", "a"));
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("c");
    reopenCheckpoint();
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("c");
    outbox().delivered(List.of());
    assertThat(outbox().pending()).isOne();
    assertThat(outbox().dead(ALL)).isEmpty();
  }

  @Test
  void whatIsDeliveredIsCountedOnceAndForAll() {
    record("a");
    record("b");
    record("c");
    record("d");
    outbox().delivered(List.of("a", "unknown"));
    outbox().delivered(List.of("a", "b"));
    outbox().bury("c", "400");
    assertThat(outbox().counts()).isEqualTo(new Counts(1, 1, 2));
    reopenCheckpoint();
    assertThat(outbox().counts()).isEqualTo(new Counts(1, 1, 2));
    outbox().drop(List.of("c"));
    assertThat(outbox().counts()).isEqualTo(new Counts(1, 0, 2));
  }

  @Test
  void whatWaitsIsShownDueOrNot() {
    record(CheckpointSamples.registration("a", "other", random));
    record("b");
    outbox().postpone("a", Instant.MAX, "never");
    assertThat(ids(outbox().waiting(ALL))).containsExactly("a", "b");
    assertThat(ids(outbox().waiting(1))).containsExactly("a");
  }

  @Test
  void whatIsPendingCanBeMadeDueAtOnce() {
    record("a");
    outbox().postpone("a", Instant.MAX, "never");
    outbox().revive(List.of("a"));
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("a");
  }

  @Test
  void whatIsPostponedWaitsUntilItsTime() {
    Registration registration = record("a");
    record("b");
    outbox().postpone("a", NOW.plusNanos(1), "503");
    outbox().postpone("unknown", NOW, "503");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("b");
    assertThat(outbox().pending()).isEqualTo(2);
    reopenCheckpoint();
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW.plusNanos(1), ALL))
        .first()
        .isEqualTo(new Pending(registration, 1, "503"));
    outbox().postpone("a", NOW, "504");
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, 1))
        .containsExactly(new Pending(registration, 2, "504"));
  }

  @Test
  void whatWaitsForAnotherRegistrarIsInNobodysWay() {
    Registration other = CheckpointSamples.registration("a", "other", random);
    record(other);
    record("b");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, 1))).containsExactly("b");
    assertThat(outbox().due("other", NOW, 1)).containsExactly(new Pending(other, 0, ""));
    assertThat(outbox().due("unknown", NOW, ALL)).isEmpty();
    assertThat(outbox().pending()).isEqualTo(2);
  }

  @Test
  void postponingForEverIsNotDue() {
    record("a");
    outbox().postpone("a", Instant.MAX, "never");
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL)).isEmpty();
    assertThat(outbox().pending()).isOne();
  }

  @Test
  void whatIsRefusedIsDeadAndCanBeRevivedOrDropped() {
    Registration a = record("a");
    record("b");
    record("c");
    outbox().postpone("a", NOW.plusSeconds(60), "503");
    outbox().bury("a", "400: no such task");
    outbox().bury("b", "400");
    outbox().bury("unknown", "400");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, Instant.MAX, ALL)))
        .containsExactly("c");
    assertThat(outbox().pending()).isOne();
    assertThat(ids(outbox().dead(ALL))).containsExactly("a", "b");
    assertThat(outbox().dead(1)).containsExactly(new Pending(a, 2, "400: no such task"));
    reopenCheckpoint();
    outbox().revive(List.of("a", "c", "unknown"));
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, 1))
        .containsExactly(new Pending(a, 2, "400: no such task"));
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("a", "c");
    outbox().drop(List.of("a", "b", "unknown"));
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("a", "c");
    assertThat(outbox().dead(ALL)).isEmpty();
  }

  @Test
  void whatIsDeadIsNeitherDeliveredNorPostponed() {
    record("a");
    outbox().bury("a", "400");
    outbox().delivered(List.of("a"));
    outbox().postpone("a", NOW, "503");
    outbox().bury("a", "401");
    assertThat(outbox().dead(ALL))
        .singleElement()
        .satisfies(dead -> assertThat(dead.attempts()).isOne())
        .satisfies(dead -> assertThat(dead.lastError()).isEqualTo("400"));
  }

  @Test
  void theSameIdWaitsOnce() {
    record("a");
    record("b");
    outbox().postpone("a", NOW.plusSeconds(60), "503");
    Registration newer = record("a");
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))
        .first()
        .isEqualTo(new Pending(newer, 1, "503"));
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("a", "b");
    assertThat(outbox().pending()).isEqualTo(2);
  }

  @Test
  void whatIsRecordedAgainIsNoLongerDead() {
    record("a");
    record("b");
    outbox().bury("a", "400");
    Registration newer = record("a");
    assertThat(outbox().dead(ALL)).isEmpty();
    assertThat(outbox().due(CheckpointSamples.REGISTRAR, NOW, 1))
        .containsExactly(new Pending(newer, 1, "400"));
    assertThat(outbox().pending()).isEqualTo(2);
  }

  @Test
  void whatIsRecordedAfterItsDeliveryWaitsAgain() {
    record("a");
    record("b");
    outbox().delivered(List.of("a"));
    record("a");
    assertThat(ids(outbox().due(CheckpointSamples.REGISTRAR, NOW, ALL))).containsExactly("b", "a");
  }
}
