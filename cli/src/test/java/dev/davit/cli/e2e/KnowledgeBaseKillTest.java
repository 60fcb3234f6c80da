package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real command while it fills a knowledge base: the next run finishes, and nothing is
 * there twice. {@code -Ddavit.kill.moments=30} tries more moments, {@code -Ddavit.seed=N} others.
 */
class KnowledgeBaseKillTest {
  private static final int MOMENTS = Integer.getInteger("davit.kill.moments", 2);
  private static final int FILES = MOMENTS < 10 ? 120 : 400;
  private static final long SEED = Long.getLong("davit.seed", 20261121);

  @TempDir Path temp;

  @Test
  void aRunKilledAtAnyMomentIsFinishedByTheNext() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int cutShort = 0;
    for (int i = 0; i < MOMENTS; i++) {
      Path folder = Files.createDirectories(temp.resolve("moment-" + i));
      try (KnowledgeBaseFixture it =
          new KnowledgeBaseFixture(folder, MaiAgentOptions.defaults().forLoad())) {
        it.fill(FILES, 100, 20_000, SEED + i);
        it.server.faults().on().delayBefore(Duration.ofMillis(5));
        int target = random.nextInt(FILES);
        Process process = it.davit.start(it.arguments());
        while (it.server.files().size() < target && process.isAlive()) {
          Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(20));
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String when = "seed " + SEED + ", moment " + i + ", killed at " + it.server.files().size();
        cutShort += it.server.files().size() < FILES ? 1 : 0;
        it.server.faults().clear();
        long before = it.server.api().counters().requests(Operation.PRESIGN_UPLOAD);
        ChildDavit.Ended ended = it.up();
        assertThat(ended.status()).as(when + ": " + ended.err()).isZero();
        it.assertEveryFileOnce(when);
        long again = it.server.api().counters().requests(Operation.PRESIGN_UPLOAD) - before;
        System.out.println(when + ": " + again + " of " + FILES + " sent by the next run");
      }
    }
    assertThat(cutShort).as("runs that were cut short").isPositive();
  }
}
