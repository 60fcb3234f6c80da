package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void nothingIsLostWhenSlotsGrow() {
    Timeline timeline = new Timeline(-5);
    for (int second = 0; second < 100_000; second++) {
      timeline.add(Duration.ofSeconds(second).toNanos() - 5, 10, 1);
    }
    assertThat(timeline.slots()).isBetween(Timeline.SLOTS / 2, Timeline.SLOTS);
    double width = timeline.seconds() / timeline.slots();
    assertThat(Arrays.stream(timeline.bytesPerSecond()).sum() * width)
        .isCloseTo(1_000_000, within(0.001));
    assertThat(Arrays.stream(timeline.filesPerSecond()).sum() * width)
        .isCloseTo(100_000, within(0.001));
    assertThat(timeline.seconds()).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void bytesThatTravelAgainNeverMakeARateNegative() {
    Timeline timeline = new Timeline(0);
    timeline.add(0, 100, 0);
    timeline.add(Duration.ofMillis(60).toNanos(), -100, 0);
    assertThat(timeline.bytesPerSecond()).containsExactly(2_000, 0);
  }

  @Test
  void aPauseIsALongTimeOfNothing() {
    Timeline timeline = new Timeline(0);
    timeline.add(0, 1, 1);
    timeline.add(Duration.ofDays(30).toNanos(), 1, 1);
    assertThat(timeline.slots()).isLessThanOrEqualTo(Timeline.SLOTS);
    assertThat(timeline.seconds()).isGreaterThan(Duration.ofDays(30).toSeconds());
  }
}
