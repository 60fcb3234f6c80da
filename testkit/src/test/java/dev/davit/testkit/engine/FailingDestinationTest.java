package dev.davit.testkit.engine;

import static dev.davit.testkit.engine.Bench.PART;
import static dev.davit.testkit.engine.Bench.bytes;
import static dev.davit.testkit.engine.Bench.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.Why;
import dev.davit.core.port.Storage;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.Fault;
import dev.davit.testkit.Fault.Loss;
import dev.davit.testkit.Fault.Operation;
import dev.davit.testkit.FaultyStorage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine does when the destination fails, forgets, lies or asks for patience. */
class FailingDestinationTest {
  private static final Fault UNAVAILABLE = new Fault.Unavailable(Optional.empty());

  private final Bench bench = new Bench();

  @AfterEach
  void everySessionIsClosedAndEveryFaultHappened() {
    bench.server.checkNoLeaks();
    assertThat(bench.faults.left()).isZero();
  }

  private void file(int parts) {
    bench.folder.write(path("f"), bytes(1, parts * PART));
  }

  private Outcome.Stored stored() {
    assertThat(bench.outcome("f")).isInstanceOf(Outcome.Stored.class);
    assertThat(bench.stored("f")).isEqualTo(bench.folder.bytes(path("f")).orElseThrow());
    return (Outcome.Stored) bench.outcome("f");
  }

  @Test
  void aLostAnswerToPutIsSettledByLookingAndNotByRepeating() throws InterruptedException {
    file(1);
    bench.faults.then(Operation.SUPPLY, new Fault.AnswerLost(Loss.INDETERMINATE));

    bench.run();

    assertThat(stored().verifiedBy()).isEqualTo("CRC32C");
    assertThat(bench.requests("put")).isEqualTo(1);
    assertThat(bench.requests("find")).isEqualTo(1);
  }

  @Test
  void aLostAnswerToCompleteIsSettledByLookingAndNotByRepeating() throws InterruptedException {
    file(5);
    bench.faults.then(Operation.COMPLETE, new Fault.AnswerLost(Loss.INDETERMINATE));

    bench.run();

    assertThat(stored().verifiedBy()).isEqualTo("CRC32C");
    assertThat(bench.requests("complete")).isEqualTo(1);
    assertThat(bench.requests("uploadPart")).isEqualTo(5);
  }

  @Test
  void aLookThatFailsIsRepeatedBeforeAnythingIsSentAgain() throws InterruptedException {
    file(1);
    bench
        .faults
        .then(Operation.SUPPLY, new Fault.AnswerLost(Loss.INDETERMINATE))
        .then(Operation.FIND, UNAVAILABLE)
        .then(Operation.FIND, UNAVAILABLE);

    bench.run();

    assertThat(stored().sentBytes()).isEqualTo(PART);
    assertThat(bench.requests("put")).isEqualTo(1);
  }

  @Test
  void aCompletionWhoseLostAnswerWasCalledTransientIsFoundToHaveHappened()
      throws InterruptedException {
    file(5);
    bench.faults.then(Operation.COMPLETE, new Fault.AnswerLost(Loss.TRANSIENT));

    bench.run();

    assertThat(stored().why()).isEqualTo(Why.NEW);
    assertThat(bench.requests("uploadPart")).isEqualTo(5);
    assertThat(bench.server.unfinishedUploads()).isZero();
  }

  @Test
  void aLostAnswerThatAnOlderEqualObjectSettlesLeavesNoUploadBehind() throws InterruptedException {
    file(5);
    bench.run();
    bench.behind(LosesCompletions::new);

    bench.run(order -> order.trust(Upload.Trust.NOTHING));

    assertThat(stored().why()).isEqualTo(Why.REFRESH);
    assertThat(bench.server.unfinishedUploads()).isZero();
  }

  @Test
  void whereNothingMayBeReplacedALostAnswerIsNoConflict() throws InterruptedException {
    file(1);
    bench.faults.then(Operation.SUPPLY, new Fault.AnswerLost(Loss.TRANSIENT));

    bench.run(order -> order.overwrite(Overwrite.ONLY_IF_ABSENT));

    stored();
    assertThat(bench.server.history()).hasSize(1);
  }

  @Test
  void whereNothingMayBeReplacedAnotherObjectStays() throws InterruptedException {
    file(1);
    bench.run();
    bench.folder.write(path("f"), bytes(2, PART));

    bench.run(order -> order.overwrite(Overwrite.ONLY_IF_ABSENT));

    assertThat(bench.outcome("f"))
        .isEqualTo(new Outcome.Skipped(path("f"), Outcome.SkipReason.EXISTS, ""));
    assertThat(bench.stored("f")).isEqualTo(bytes(1, PART));
  }

  @Test
  void aWrongDigestIsSentAgain() throws InterruptedException {
    file(1);
    WrongDigests wrong = new WrongDigests(1);
    bench.behind(wrong::in);

    bench.run();

    stored();
    assertThat(bench.requests("put")).isEqualTo(2);
  }

  @Test
  void aDigestThatStaysWrongFails() throws InterruptedException {
    file(5);
    WrongDigests wrong = new WrongDigests(Integer.MAX_VALUE);
    bench.behind(wrong::in);

    Summary summary = bench.run();

    assertThat(summary.ok()).isFalse();
    assertThat(bench.outcome("f"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.error()).contains("has another CRC32C"));
    assertThat(bench.requests("complete")).isEqualTo(3);
  }

  @Test
  void aPauseThatIsAskedForIsMade() throws InterruptedException {
    file(1);
    Duration asked = Duration.ofSeconds(77);
    bench.faults.then(Operation.SUPPLY, new Fault.Unavailable(Optional.of(asked)));

    Summary summary = bench.run();

    stored();
    assertThat(bench.retries()).extracting(Event.Retrying::pause).containsExactly(asked);
    assertThat(summary.took()).isGreaterThanOrEqualTo(asked);
  }

  @Test
  void aPauseOfYearsIsNotMade() throws InterruptedException {
    file(1);
    bench
        .faults
        .then(Operation.SUPPLY, new Fault.Unavailable(Optional.of(Duration.ofDays(4000))))
        .then(Operation.SUPPLY, new Fault.Unavailable(Optional.of(Duration.ofSeconds(-9))));

    bench.run();

    stored();
    assertThat(bench.retries())
        .extracting(Event.Retrying::pause)
        .first()
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(bench.retries()).allMatch(retry -> !retry.pause().isNegative());
  }

  @Test
  void whatFailsEveryTimeIsGivenUpAfterEightAttempts() throws InterruptedException {
    file(1);
    for (int i = 0; i < 8; i++) {
      bench.faults.then(Operation.SUPPLY, UNAVAILABLE);
    }

    bench.run();

    assertThat(bench.outcome("f"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo("transient");
              assertThat(failed.attempts()).isEqualTo(8);
            });
  }

  @Test
  void anOutageIsNotMetWithAStorm() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      bench.folder.write(path("f" + i), bytes(i, PART));
    }
    bench.behind(storage ->
        new FaultyStorage(storage, (operation, key) -> Optional.of(UNAVAILABLE), bench.time));

    Summary summary = bench.run(order -> order.transfers(64));

    assertThat(summary.ending()).isEqualTo(Summary.Ending.STOPPED);
    assertThat(bench.retries()).hasSizeBetween(1, 100);
    assertThat(bench.outcomes()).hasSize((int) summary.counts().found()).hasSizeLessThan(200);
  }

  @Test
  void anExpiredCredentialRepeatsOnlyTheSamePart() throws InterruptedException {
    file(5);
    bench
        .faults
        .thenNone(Operation.SUPPLY)
        .thenNone(Operation.SUPPLY)
        .then(Operation.SUPPLY, new Fault.Expired());

    bench.run();

    assertThat(stored().attempts()).isEqualTo(2);
    assertThat(bench.requests("uploadPart")).isEqualTo(5);
    assertThat(bench.requests("create")).isEqualTo(1);
    assertThat(bench.requests("abort")).isZero();
  }

  @Test
  void aCredentialMayExpireAfterOtherFailures() throws InterruptedException {
    file(1);
    bench
        .faults
        .then(Operation.SUPPLY, UNAVAILABLE)
        .then(Operation.SUPPLY, UNAVAILABLE)
        .then(Operation.SUPPLY, UNAVAILABLE)
        .then(Operation.SUPPLY, new Fault.Expired());

    bench.run();

    assertThat(stored().attempts()).isEqualTo(5);
  }

  @Test
  void anUploadThatTheDestinationForgotIsBegunAnew() throws InterruptedException {
    file(5);
    bench.faults.thenNone(Operation.SUPPLY).then(Operation.SUPPLY, new Fault.Forgotten());

    bench.run();

    stored();
    assertThat(bench.requests("create")).isEqualTo(2);
    assertThat(bench.server.unfinishedUploads()).isZero();
  }

  @Test
  void aBrokenConnectionRepeatsOnlyThatPart() throws InterruptedException {
    file(5);
    bench.faults.then(Operation.SUPPLY, new Fault.Truncated(2));

    bench.run();

    stored();
    assertThat(bench.requests("uploadPart")).isEqualTo(5);
  }

  @Test
  void aStopParksAndTheNextRunSendsOnlyTheGaps() throws InterruptedException {
    file(10);
    bench.faults.thenNone(Operation.SUPPLY).thenNone(Operation.SUPPLY);
    bench.behind(storage -> new StopsAfter(storage, 3, bench::stop));

    Summary first = bench.run(order -> order.transfers(1));

    assertThat(first.ending()).isEqualTo(Summary.Ending.INTERRUPTED);
    assertThat(bench.outcome("f"))
        .isEqualTo(new Outcome.Deferred(path("f"), Outcome.DeferReason.INTERRUPTED, ""));
    assertThat(bench.server.unfinishedUploads()).isEqualTo(1);
    int sent = bench.requests("uploadPart");
    assertThat(sent).isBetween(3, 9);

    bench.behind(storage -> storage);
    bench.run();

    assertThat(stored().why()).isEqualTo(Why.RESUMED);
    assertThat(stored().sentBytes()).isEqualTo((10L - sent) * PART);
    assertThat(bench.requests("uploadPart")).isEqualTo(10);
    assertThat(bench.requests("create")).isEqualTo(1);
  }

  @Test
  void filesThatWereFoundAndNotBegunAreDeferredWhenTheRunStops() throws InterruptedException {
    for (int i = 0; i < 9; i++) {
      bench.folder.write(path("f" + i), bytes(i, PART));
    }
    bench.behind(storage -> new StopsAfter(storage, 1, bench::stop));

    Summary summary = bench.run(order -> order.transfers(1));

    assertThat(summary.counts().found()).isEqualTo(9);
    assertThat(summary.counts().stored() + summary.counts().deferred()).isEqualTo(9);
    assertThat(summary.counts().deferred()).isPositive();
  }

  /** Tells another digest than the one of what is there, a number of times. */
  private static final class WrongDigests {
    private int left;

    WrongDigests(int left) {
      this.left = left;
    }

    Storage in(Storage storage) {
      return new Receipts(storage, this::wrong);
    }

    private StoredObject wrong(StoredObject receipt) {
      return left-- > 0
          ? receipt.withDigests(List.of(Digest.ofChecksum(DigestAlgorithm.CRC32C, 12345)))
          : receipt;
    }
  }
}
