package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryCheckpointTest extends CheckpointContract {
  private final MemoryDisk disk = new MemoryDisk();

  @Override
  protected Checkpoint open() {
    return disk.open();
  }

  @Test
  void aCrashTakesBackWhatIsNotDurable() {
    Random random = new Random(1);
    MemoryDisk own = new MemoryDisk();
    Checkpoint checkpoint = own.open();
    Entry durable = CheckpointSamples.entry(RelativePath.of("durable"), random);
    Entry survivor = CheckpointSamples.entry(RelativePath.of("survivor"), random);
    Entry replacement = CheckpointSamples.entry(durable.path(), random);
    checkpoint.record(durable, List.of(CheckpointSamples.registration("a", random)));
    checkpoint.flush();
    checkpoint.record(survivor, List.of(CheckpointSamples.registration("b", random)));
    checkpoint.record(replacement, List.of(CheckpointSamples.registration("c", random)));
    checkpoint.unpark(ObjectKey.of("none"));
    assertThat(own.undurable()).isEqualTo(3);

    own.crash(1);

    assertThatThrownBy(() -> checkpoint.entry(durable.path()))
        .isInstanceOf(IllegalStateException.class);
    checkpoint.close();
    Checkpoint next = own.open();
    assertThat(next.entry(durable.path())).contains(durable);
    assertThat(next.entry(survivor.path())).contains(survivor);
    assertThat(next.outbox().due(CheckpointSamples.REGISTRAR, Instant.EPOCH, 9))
        .extracting(pending -> pending.registration().id())
        .containsExactly("a", "b");
  }

  @Test
  void whatIsParkedSurvivesEveryCrash() {
    Random random = new Random(2);
    MemoryDisk own = new MemoryDisk();
    Checkpoint checkpoint = own.open();
    Entry before = CheckpointSamples.entry(RelativePath.of("before"), random);
    checkpoint.record(before, List.of());
    checkpoint.park(CheckpointSamples.parked("key", random));
    own.crash(0);
    Checkpoint next = own.open();
    assertThat(next.parked()).hasSize(1);
    assertThat(next.entry(before.path())).contains(before);
  }
}
