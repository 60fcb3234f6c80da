package dev.davit.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Destination;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar.Result;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.testkit.CheckpointSamples;
import dev.davit.testkit.MemoryCheckpoint;
import dev.davit.testkit.MemoryDisk;
import dev.davit.testkit.MemoryRegistrar;
import dev.davit.testkit.simulation.SimulatedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When registrars are told while a run has no end. Brief 1: every 30 s, if quiet for 20 s. */
class DeliveryTest {
  private final SimulatedTime time = new SimulatedTime((operation, subject) -> {});
  private final MemoryCheckpoint checkpoint = new MemoryDisk().open();
  private final MemoryRegistrar registrar = new MemoryRegistrar("tasks", 100);
  private final Random random = new Random(7);
  private Delivery delivery;

  @BeforeEach
  void begin() {
    Surroundings surroundings =
        new Surroundings(time.clock(), time, new SplittableRandom(1), Tasks.virtual());
    Upload upload =
        Upload.builder(List.of(Path.of("here")), Destination.parse("local:there"))
            .registrars(List.of(registrar))
            .build();
    delivery = new Delivery(surroundings, checkpoint.outbox(), upload);
  }

  private void upload(String id) {
    Registration registration = CheckpointSamples.registration(id, random);
    checkpoint.record(CheckpointSamples.entry(RelativePath.of(id), random), List.of(registration));
    delivery.uploaded();
  }

  private void passes(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      time.advance(Duration.ofSeconds(1));
      delivery.check();
    }
  }

  private List<String> told() {
    return registrar.held().stream().map(Registration::id).toList();
  }

  @Test
  void nothingIsToldBeforeTheFirstCheck() throws InterruptedException {
    upload("a");
    passes(29);
    assertThat(registrar.calls()).isZero();
    passes(1);
    assertThat(told()).containsExactly("a");
  }

  @Test
  void whatWasStoredLatelyWaitsForTheNextCheck() throws InterruptedException {
    upload("a");
    passes(11);
    upload("b");
    passes(19);
    assertThat(registrar.calls()).isZero();
    passes(30);
    assertThat(told()).containsExactly("a", "b");
    assertThat(registrar.calls()).isOne();
  }

  @Test
  void aQuietOfExactlyTheSpanIsQuiet() throws InterruptedException {
    passes(10);
    upload("a");
    passes(20);
    assertThat(told()).containsExactly("a");
  }

  @Test
  void whatIsNeverQuietIsToldAllTheSame() throws InterruptedException {
    for (int i = 0; i < 599; i++) {
      upload("f" + i);
      passes(1);
    }
    assertThat(registrar.calls()).isZero();
    upload("last");
    passes(1);
    assertThat(registrar.calls()).isEqualTo(6);
    assertThat(told()).hasSize(600);
  }

  @Test
  void theEndOfAScanTellsAtOnce() throws InterruptedException {
    upload("a");
    delivery.endOfScan();
    assertThat(told()).containsExactly("a");
  }

  @Test
  void whatWasPostponedComesAgainThoughNothingIsStored() throws InterruptedException {
    registrar.decide(each -> new Result.Postponed("busy", Duration.ofSeconds(100)));
    upload("a");
    delivery.endOfScan();
    registrar.decide(each -> new Result.Delivered());
    passes(119);
    assertThat(told()).isEmpty();
    passes(1);
    assertThat(told()).containsExactly("a");
  }

  @Test
  void whoeverRunsItKnowsHowLongToWait() throws InterruptedException {
    assertThat(delivery.untilCheck()).isEqualTo(Duration.ofSeconds(30));
    passes(12);
    assertThat(delivery.untilCheck()).isEqualTo(Duration.ofSeconds(18));
    time.advance(Duration.ofSeconds(40));
    assertThat(delivery.untilCheck()).isZero();
    delivery.check();
    assertThat(delivery.untilCheck()).isEqualTo(Duration.ofSeconds(30));
  }
}
