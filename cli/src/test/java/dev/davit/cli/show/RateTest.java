package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSteadyRateIsRightFromTheFirstSample() {
    Rate rate = new Rate(5 * SECOND);
    assertThat(rate.perSecond()).isZero();
    for (int i = 1; i <= 30; i++) {
      rate.sample((5 + i) * SECOND, 12.5 * i);
      assertThat(rate.perSecond()).isCloseTo(12.5, within(1e-9));
    }
  }

  @Test
  void aChangeIsFollowedWithoutAJump() {
    Rate rate = new Rate(0);
    rate.sample(60 * SECOND, 600);
    rate.sample(61 * SECOND, 600);
    assertThat(rate.perSecond()).isBetween(8.0, 10.0);
    rate.sample(160 * SECOND, 600);
    assertThat(rate.perSecond()).isLessThan(0.1);
  }

  @Test
  void bytesThatTravelAgainDoNotMakeItNegative() {
    Rate rate = new Rate(0);
    rate.sample(SECOND, -100);
    assertThat(rate.perSecond()).isZero();
  }
}
