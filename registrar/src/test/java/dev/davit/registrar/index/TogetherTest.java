package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of many threads are written together, and stay apart. */
class TogetherTest {
  @TempDir Path folder;

  @Test
  void oneThatFailsTakesBackOnlyItself() throws Exception {
    Fixture f = new Fixture(folder, Instant.parse("2026-05-20T02:00:00Z"));
    int failed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Recorded>> records =
          IntStream.range(0, 400)
              .<Callable<Recorded>>mapToObj(i -> () -> f.session.record(upload(i)))
              .toList();
      for (Future<Recorded> each : threads.invokeAll(records)) {
        try {
          assertThat(each.get().duplicate()).isFalse();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(IllegalArgumentException.class);
          failed++;
        }
      }
    }
    assertThat(failed).isEqualTo(40);
    assertThat(f.session.log(0, 1000))
        .hasSize(360)
        .extracting(LoggedEvent::seq)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 360).mapToObj(Long::valueOf).toList());
    f.close();
  }

  /** Every tenth has a path that cannot be. */
  private static UploadRecord upload(int i) {
    return UploadRecord.of("u" + i, i % 10 == 0 ? "" : "f" + i, "0".repeat(64), 1);
  }
}
