package dev.davit.testkit.simulation;

import dev.davit.core.spi.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Time that passes only when someone sleeps or {@linkplain #advance advances} it. */
public final class SimulatedTime implements Timer, InstantSource {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Gate gate;
  private long nanos;

  /** Begins; {@code gate} is passed by everyone who sleeps. */
  public SimulatedTime(Gate gate) {
    this.gate = gate;
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  /** Returns the wall clock. */
  public Clock clock() {
    return withZone(ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return BEGINNING.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    gate.pass("sleep", pause.toString());
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before it slept");
    }
    if (pause.isPositive()) {
      advance(pause);
    }
  }
}
