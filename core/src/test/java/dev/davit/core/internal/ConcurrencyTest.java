package dev.davit.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.spi.Timer;
import java.time.Duration;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final long MILLI = 1_000_000;

  /** A destination in virtual time: each answer takes a while, and only so many a second come. */
  private static final class Destination implements Timer {
    private final long latency;
    private final long service; // between two answers
    private final int crowdedFrom;
    private final Concurrency concurrency;
    private final PriorityQueue<Long> answers = new PriorityQueue<>();
    private long now;
    private long free;
    private int limit = 16;
    private int widest = 16;

    Destination(Duration latency, int perSecond, int crowdedFrom) {
      this.latency = latency.toNanos();
      this.service = 1_000 * MILLI / perSecond;
      this.crowdedFrom = crowdedFrom;
      concurrency = new Concurrency(this, limit, wanted -> limit = wanted);
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(Duration pause) {
      throw new UnsupportedOperationException();
    }

    /** Sends so many requests, as many at once as allowed; returns how long it took. */
    Duration send(int requests) {
      long from = now;
      int left = requests;
      while (left > 0 || !answers.isEmpty()) {
        while (left > 0 && answers.size() < limit) {
          free = Math.max(free, now) + service;
          answers.add(Math.max(free, now + latency));
          left--;
        }
        boolean crowded = answers.size() >= crowdedFrom;
        now = Math.max(now, answers.remove());
        if (crowded) {
          concurrency.crowded();
          left++;
        } else {
          concurrency.succeeded(4096);
        }
        widest = Math.max(widest, limit);
      }
      return Duration.ofNanos(now - from);
    }
  }

  @Test
  void aDistantDestinationIsAskedMoreAndMoreAtOnce() {
    Destination distant = new Destination(Duration.ofMillis(20), 100_000, Integer.MAX_VALUE);

    Duration took = distant.send(10_000);

    assertThat(distant.limit).isEqualTo(Concurrency.MOST);
    assertThat(took).isLessThan(Duration.ofMillis(20L * 10_000 / 16 / 5));
  }

  @Test
  void whereMoreAtOnceBringsNothingItStaysLow() {
    Destination narrow = new Destination(Duration.ofMillis(1), 2_000, Integer.MAX_VALUE);

    narrow.send(20_000);

    assertThat(narrow.widest).isLessThanOrEqualTo(64);
    assertThat(narrow.limit).isLessThanOrEqualTo(40);
  }

  @Test
  void aCrowdedDestinationIsAskedLess() {
    Destination crowded = new Destination(Duration.ofMillis(20), 100_000, 50);

    crowded.send(50_000);

    assertThat(crowded.limit).isLessThan(64);
  }

  @Test
  void aBurstOfRefusalsIsOne() {
    Destination crowded = new Destination(Duration.ofMillis(20), 1_000, Integer.MAX_VALUE);

    for (int i = 0; i < 100; i++) {
      crowded.concurrency.crowded();
    }

    assertThat(crowded.limit).isEqualTo(11);
  }

  @Test
  void oneRequestAtATimeIsTheLeast() {
    Destination crowded = new Destination(Duration.ofMillis(20), 1_000, Integer.MAX_VALUE);

    for (int i = 0; i < 100; i++) {
      crowded.now += 1_000 * MILLI;
      crowded.concurrency.crowded();
    }

    assertThat(crowded.limit).isEqualTo(1);
    crowded.send(5_000);
    assertThat(crowded.limit).isGreaterThan(1);
  }
}
