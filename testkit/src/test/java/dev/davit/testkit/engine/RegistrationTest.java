package dev.davit.testkit.engine;

import static dev.davit.testkit.engine.Bench.bytes;
import static dev.davit.testkit.engine.Bench.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Outbox;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.Registrar;
import dev.davit.core.port.Registrar.Result;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.MemoryRegistrar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P8: registered at least once, counted once. */
class RegistrationTest {
  private final Bench bench = new Bench();
  private final MemoryRegistrar registrar = new MemoryRegistrar("registrar", 3);

  @BeforeEach
  void someFiles() {
    for (int i = 0; i < 7; i++) {
      bench.folder.write(path("f" + i), bytes(i, i));
    }
  }

  private Summary run() throws InterruptedException {
    return run(registrar);
  }

  private Summary run(Registrar told) throws InterruptedException {
    return bench.run(order -> order.registrars(List.of(told)));
  }

  private <T> T outbox(Function<Outbox, T> look) {
    try (Checkpoint checkpoint = bench.disk.open()) {
      return look.apply(checkpoint.outbox());
    }
  }

  private List<OutboxView.Pending> dead() {
    return outbox(outbox -> outbox.dead(10));
  }

  private List<String> told() {
    return registrar.held().stream().map(each -> each.path().value()).toList();
  }

  @Test
  void everyStoredFileIsToldOnceInBatches() throws InterruptedException {
    run();
    run();

    assertThat(told()).containsExactlyInAnyOrder("f0", "f1", "f2", "f3", "f4", "f5", "f6");
    assertThat(registrar.calls()).isEqualTo(3);
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void whatIsToldIsWhatWasStored() throws InterruptedException {
    run();

    assertThat(registrar.held())
        .allSatisfy(told -> {
          assertThat(told.key().value()).isEqualTo(told.path().value());
          assertThat(bench.stored(told.key().value())).hasSize((int) told.length());
        })
        .extracting(Registration::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatTheOrderAddsIsToldAndAnotherOrderIsAnotherFact() throws InterruptedException {
    bench.run(
        order -> order.registrars(List.of(registrar)).registrationAttributes(Map.of("turn", "3")));
    bench.folder.write(path("f0"), bytes(9, 9));
    bench.run(
        order -> order.registrars(List.of(registrar)).registrationAttributes(Map.of("turn", "4")));

    assertThat(registrar.held().stream().filter(each -> each.path().equals(path("f0"))))
        .extracting(each -> each.attributes().get("turn"))
        .containsExactly("3", "4");
    assertThat(registrar.held()).hasSize(8);
  }

  @Test
  void whatIsThereAlreadyIsToldOnlyIfAsked() throws InterruptedException {
    bench.run(order -> order);
    run();
    assertThat(told()).isEmpty();

    bench.run(order -> order.registrars(List.of(registrar)).telling(Upload.Telling.PRESENT));
    bench.folder.touch(path("f1"));
    bench.run(order -> order.registrars(List.of(registrar)).telling(Upload.Telling.PRESENT));

    assertThat(told()).containsExactlyInAnyOrder("f0", "f1", "f2", "f3", "f4", "f5", "f6");
    assertThat(registrar.held())
        .allSatisfy(told ->
            assertThat(Instant.parse(told.attributes().get(Registration.PRESENT)))
                .isAfterOrEqualTo(told.storedAt()));
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void aDryRunTellsNobodyOfWhatIsThere() throws InterruptedException {
    bench.run(order -> order);

    bench.run(order ->
        order.registrars(List.of(registrar)).telling(Upload.Telling.PRESENT).mode(Upload.Mode.DRY));

    assertThat(registrar.calls()).isZero();
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void aLostAnswerIsToldAgainLaterUnderTheSameId() throws InterruptedException {
    registrar.loseAnswers(2);
    run();
    assertThat(outbox(Outbox::pending)).isEqualTo(6);

    bench.time.advance(Duration.ofHours(1));
    run();

    assertThat(told()).hasSize(7).doesNotHaveDuplicates();
    assertThat(registrar.calls()).isEqualTo(5);
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void aCrashBetweenDeliveryAndItsRecordTellsAgainUnderTheSameId() throws InterruptedException {
    assertThatThrownBy(() -> run(new CrashesAfterDelivery(registrar)))
        .isInstanceOf(CrashesAfterSupply.Crash.class);
    bench.disk.crash(0);
    assertThat(told()).hasSize(3);

    run();

    assertThat(told()).hasSize(7).doesNotHaveDuplicates();
    assertThat(bench.outcomes()).allMatch(outcome -> outcome instanceof Outcome.Skipped);
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void whatIsRefusedIsSetAsideAndHoldsNobodyUp() throws InterruptedException {
    registrar.decide(each ->
        each.path().value().equals("f3") ? new Result.Refused("not f3") : new Result.Delivered());

    run();
    run();

    assertThat(told()).hasSize(6).doesNotContain("f3");
    assertThat(dead())
        .singleElement()
        .satisfies(pending -> {
          assertThat(pending.registration().path()).isEqualTo(path("f3"));
          assertThat(pending.lastError()).isEqualTo("not f3");
        });
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void whatIsPostponedIsNotToldBeforeThePauseThatWasAskedFor() throws InterruptedException {
    registrar.decide(each -> new Result.Postponed("busy", Duration.ofHours(3)));
    run();
    registrar.decide(each -> new Result.Delivered());

    bench.time.advance(Duration.ofHours(2));
    run();
    assertThat(told()).isEmpty();

    bench.time.advance(Duration.ofHours(2));
    run();
    assertThat(told()).hasSize(7);
  }

  @Test
  void aSystemThatIsDownDelaysNoFile() throws InterruptedException {
    registrar.setDown(true);

    Summary summary = run();

    assertThat(summary.ok()).isTrue();
    assertThat(summary.counts().stored()).isEqualTo(7);
    assertThat(outbox(Outbox::pending)).isEqualTo(7);
  }

  @Test
  void aSystemThatIsDownIsNotAskedForEver() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      bench.folder.write(path("more" + i), bytes(i, i));
    }
    registrar.setDown(true);
    run();
    assertThat(registrar.calls()).isEqualTo(3);

    registrar.setDown(false);
    bench.time.advance(Duration.ofHours(1));
    run();
    assertThat(told()).hasSize(57).doesNotHaveDuplicates();
  }

  @Test
  void whatATriedProgramNeverTakesIsSetAsideAfterSomeTries() throws InterruptedException {
    registrar.decide(each -> new Result.Postponed("exit 1", Duration.ZERO));
    registrar.limitAttempts(3);
    for (int i = 0; i < 3; i++) {
      assertThat(dead()).isEmpty();
      run();
      bench.time.advance(Duration.ofHours(1));
    }
    assertThat(dead())
        .hasSize(7)
        .allSatisfy(dead -> {
          assertThat(dead.attempts()).isEqualTo(3);
          assertThat(dead.lastError()).isEqualTo("exit 1");
        });
    assertThat(outbox(Outbox::pending)).isZero();
  }

  @Test
  void whatWaitsForAnotherSystemHoldsNobodyUp() throws InterruptedException {
    for (int i = 0; i < 1100; i++) {
      bench.folder.write(path("more" + i), bytes(i, 1));
    }
    MemoryRegistrar gone = new MemoryRegistrar("gone", 2000);
    gone.setDown(true);
    run(gone);
    bench.folder.write(path("f0"), bytes(100, 1));

    run();

    assertThat(told()).containsExactly("f0");
  }

  @Test
  void aStopBeginsNoFurtherBatch() throws InterruptedException {
    registrar.decide(each -> {
      bench.stop();
      return new Result.Delivered();
    });
    run();
    assertThat(told()).hasSize(3);

    run();
    assertThat(told()).hasSize(6);
  }

  private record CrashesAfterDelivery(Registrar registrar) implements Registrar {
    @Override
    public String name() {
      return registrar.name();
    }

    @Override
    public int batchSize() {
      return registrar.batchSize();
    }

    @Override
    public List<Result> register(List<Registration> batch) throws InterruptedException {
      assertThat(registrar.register(batch)).hasOnlyElementsOfType(Result.Delivered.class);
      throw new CrashesAfterSupply.Crash();
    }
  }
}
