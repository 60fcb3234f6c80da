package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Demand;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Fault.Loss;
import dev.davit.testkit.Fault.Moment;
import dev.davit.testkit.Fault.Operation;
import dev.davit.testkit.simulation.Gate;
import dev.davit.testkit.simulation.SimulatedTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without faults it is the storage below, in everything; with them it is just that much worse. */
class FaultyStorageTest extends StorageContract {
  private final MemoryStorage below = new MemoryStorage();
  private final SimulatedTime time = new SimulatedTime(Gate.open());
  private final FaultPlan.Schedule plan = FaultPlan.schedule();
  private final FaultyStorage storage = new FaultyStorage(below, plan, time);

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Storage reopened() {
    return storage;
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    return below.read(key).orElseThrow(() -> new IOException("no " + key));
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(Listing.class, Removal.class);
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public int partLength() {
    return 2048;
  }

  @Override
  protected void checkNoLeaks() {
    below.checkNoLeaks();
  }

  private void store(byte[] content) throws IOException, InterruptedException {
    try (UploadSession session = storage.open(request("f", content))) {
      while (session.next() instanceof Demand.Send send) {
        session.supply(send, Bodies.of(content, send.range()));
      }
      assertThat(session.complete().length()).isEqualTo(content.length);
    }
  }

  @Test
  void whatIsUnavailableDoesNothing() {
    plan.then(Operation.SUPPLY, new Fault.Unavailable(Optional.of(Duration.ofSeconds(3))));

    assertThatThrownBy(() -> store(content(1, 10)))
        .isInstanceOfSatisfying(
            Transient.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(3)));
    assertThat(below.history()).isEmpty();
  }

  @Test
  void anExpiredCredentialDoesNothing() {
    plan.then(Operation.COMPLETE, new Fault.Expired());

    assertThatThrownBy(() -> store(longContent(1)))
        .isInstanceOfSatisfying(
            Denied.class, e -> assertThat(e.reason()).isEqualTo(Denied.Reason.EXPIRED));
    assertThat(below.history()).isEmpty();
  }

  @Test
  void anAnswerIsLostAfterTheDeed() {
    plan.then(Operation.SUPPLY, new Fault.AnswerLost(Loss.INDETERMINATE));

    assertThatThrownBy(() -> store(content(1, 10))).isInstanceOf(Indeterminate.class);
    assertThat(below.history()).hasSize(1);
  }

  @Test
  void aCompletionWhoseAnswerWasLostFindsNoUploadWhenItIsRepeated() throws Exception {
    byte[] content = longContent(1);
    plan.then(Operation.COMPLETE, new Fault.AnswerLost(Loss.TRANSIENT));
    try (UploadSession session = storage.open(request("f", content))) {
      assertThat(Uploads.supply(session, content)).isNotEmpty();
      assertThatThrownBy(session::complete).isInstanceOf(Transient.class);
      assertThatThrownBy(session::complete).isInstanceOf(Missing.class);
    }
    assertThat(below.history()).hasSize(1);
  }

  @Test
  void aStallTakesItsTimeAndThenHappens() throws Exception {
    Duration silence = Duration.ofMinutes(9);
    plan.then(Operation.FIND, new Fault.Stalled(silence));
    long before = time.nanos();

    assertThat(storage.find(ObjectKey.of("f"))).isEmpty();

    assertThat(time.nanos() - before).isEqualTo(silence.toNanos());
  }

  @Test
  void aBrokenConnectionTakesNothing() {
    plan.then(Operation.SUPPLY, new Fault.Truncated(5));

    assertThatThrownBy(() -> store(content(1, 10))).isInstanceOf(Transient.class);
    assertThat(below.history()).isEmpty();
  }

  @Test
  void aForgottenUploadIsMissing() {
    plan.then(Operation.COMPLETE, new Fault.Forgotten());

    assertThatThrownBy(() -> store(longContent(1)))
        .isInstanceOfSatisfying(
            Missing.class, e -> assertThat(e.what()).isEqualTo(Missing.What.UPLOAD));
    assertThat(below.unfinishedUploads()).isZero();
  }

  @Test
  void aCrashHappensBeforeOrAfterTheDeed() {
    Error crash = new Error("the end");
    plan.then(Operation.SUPPLY, new Fault.Crashed(Moment.BEFORE, crash));
    assertThatThrownBy(() -> store(content(1, 10))).isSameAs(crash);
    assertThat(below.history()).isEmpty();

    plan.then(Operation.SUPPLY, new Fault.Crashed(Moment.AFTER, crash));
    assertThatThrownBy(() -> store(content(1, 10))).isSameAs(crash);
    assertThat(below.history()).hasSize(1);
  }

  @Test
  void aScheduleGoesByKindAndCountsWhatIsLeft() throws Exception {
    plan.thenNone(Operation.SUPPLY).then(Operation.SUPPLY, new Fault.Expired());
    assertThat(plan.left()).isEqualTo(1);

    store(content(1, 10));
    assertThat(plan.left()).isEqualTo(1);
    assertThatThrownBy(() -> store(content(1, 10))).isInstanceOf(Denied.class);

    assertThat(plan.left()).isZero();
    store(content(1, 10));
  }
}
