package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FolderScanTest {

  /** Finds nothing until it is interrupted or released. */
  private static final class Stuck implements Finder {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public boolean find(List<Change> changes, int most) {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void aPollThatWaitsEndsWhenTheScanIsClosed() throws Exception {
    Stuck stuck = new Stuck();
    FolderScan scan = FolderScan.begin(stuck);
    AtomicReference<ChangeSource.@Nullable Batch> polled = new AtomicReference<>();
    Thread poller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                polled.set(scan.poll(Duration.ofDays(100_000_000)));
              } catch (InterruptedException e) {
                // the test then finds nothing
              }
            });
    stuck.entered.await();
    while (poller.getState() == Thread.State.NEW || poller.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    scan.close();
    poller.join();
    ChangeSource.Batch batch = polled.get();
    assertThat(batch).isNotNull();
    assertThat(batch.ended()).isFalse(); // a scan that was closed has not seen everything
    assertThat(stuck.closed.getCount()).isZero();
    assertThatThrownBy(() -> scan.poll(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPollThatIsInterruptedSaysSo() throws Exception {
    try (FolderScan scan = FolderScan.begin(new Stuck())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> scan.poll(Duration.ofDays(1)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aPollThatDoesNotWaitFindsNothingYet() throws Exception {
    try (FolderScan scan = FolderScan.begin(new Stuck())) {
      ChangeSource.Batch batch = scan.poll(Duration.ZERO);
      assertThat(batch.changes()).isEmpty();
      assertThat(batch.ended()).isFalse();
    }
  }

  @Test
  void whatBrokeTheScanIsSaidAgainAndAgain() throws Exception {
    Finder broken =
        new Finder() {
          @Override
          public boolean find(List<Change> changes, int most) {
            throw new IllegalArgumentException("broken");
          }

          @Override
          public void close() {}
        };
    try (FolderScan scan = FolderScan.begin(broken)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> scan.poll(Duration.ofSeconds(10)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("broken");
      }
    }
  }

  @Test
  void theScanIsOnlyAFewBatchesAhead() throws Exception {
    AtomicInteger found = new AtomicInteger();
    Finder endless =
        new Finder() {
          @Override
          public boolean find(List<Change> changes, int most) {
            found.incrementAndGet();
            return false;
          }

          @Override
          public void close() {}
        };
    try (FolderScan scan = FolderScan.begin(endless)) {
      for (int i = 1; i <= 100; i++) {
        assertThat(scan.poll(Duration.ofSeconds(10)).watermark().position()).isEqualTo(i);
        assertThat(found.get()).isBetween(i, i + 6);
      }
    }
  }
}
