package dev.davit.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Bandwidth;
import dev.davit.core.model.ByteRange;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.spi.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicLong now = new AtomicLong();
  private final Timer timer =
      new Timer() {
        @Override
        public long nanos() {
          return now.get();
        }

        @Override
        public void sleep(Duration pause) {
          now.addAndGet(pause.toNanos());
        }
      };

  private Duration passed() {
    return Duration.ofNanos(now.get());
  }

  @Test
  void soMuchPassesInASecond() throws InterruptedException {
    Throttle throttle = new Throttle(timer, () -> 1_000);

    for (int i = 0; i < 50; i++) {
      throttle.take(100);
    }

    assertThat(passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void idleTimeIsNotSavedUp() throws InterruptedException {
    Throttle throttle = new Throttle(timer, () -> 1_000);
    throttle.take(100);
    now.addAndGet(Duration.ofHours(1).toNanos());
    Duration before = passed();

    throttle.take(1_000);

    assertThat(passed().minus(before)).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void withoutALimitNobodyWaits() throws InterruptedException {
    new Throttle(timer, () -> 0).take(Long.MAX_VALUE);

    assertThat(passed()).isZero();
  }

  @Test
  void bodiesGoAsFastAsTheTimeOfDayAllows() throws Exception {
    Instant start = Instant.parse("2026-01-05T07:59:50Z");
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return start.plusNanos(now.get());
          }
        };
    Surroundings surroundings = new Surroundings(clock, timer, new Random(1), Tasks.virtual());
    Pace pace = new Pace(surroundings, Bandwidth.parse("00:00,64k 08:00,32k"));
    byte[] content = new byte[1280 << 10];

    byte[] read =
        pace.paced(new MemoryBody(content, ByteRange.whole(content.length), Map.of(), bytes -> {}))
            .open()
            .readAllBytes();

    assertThat(read).hasSameSizeAs(content);
    // ten seconds at 64 KiB/s, and the other half of it at 32
    assertThat(passed()).isBetween(Duration.ofMillis(29_900), Duration.ofMillis(30_100));
  }
}
