package dev.davit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * {@code -Ddavit.seed=N} replays one world and prints its trace; {@code -Ddavit.seeds=N} runs more
 * of them, from {@code -Ddavit.from=N}.
 */
class UploadSimulationTest {
  private static final long SEEDS = Long.getLong("davit.seeds", 10_000);
  private static final long FROM = Long.getLong("davit.from", 0);

  @Test
  void noWorldBreaksAPromise() {
    Long one = Long.getLong("davit.seed");
    if (one != null) {
      replay(one);
      return;
    }
    for (long seed = FROM; seed < FROM + SEEDS; seed++) {
      UploadSimulation.of(seed).run();
    }
  }

  @SuppressWarnings("SystemOut") // whoever replays a seed wants to read
  private static void replay(long seed) {
    UploadSimulation simulation = UploadSimulation.of(seed).traced();
    try {
      simulation.run();
    } finally {
      simulation.trace().forEach(System.out::println);
    }
  }

  @Test
  void theSameSeedMakesTheSameWorld() {
    LongStream.range(0, 200)
        .forEach(seed ->
            assertThat(UploadSimulation.of(seed).run())
                .as("seed %s", seed)
                .isEqualTo(UploadSimulation.of(seed).run()));
  }

  @Test
  void otherSeedsMakeOtherWorlds() {
    assertThat(LongStream.range(0, 100).map(seed -> UploadSimulation.of(seed).run()).distinct())
        .hasSizeGreaterThan(98);
  }

  @Test
  void aTraceTellsWhatHappened() {
    UploadSimulation simulation = UploadSimulation.of(0).traced();

    assertThat(simulation.run()).isEqualTo(UploadSimulation.of(0).run());

    assertThat(simulation.trace())
        .anyMatch(line -> line.startsWith("scan"))
        .anyMatch(line -> line.startsWith("PROCESS"));
  }
}
