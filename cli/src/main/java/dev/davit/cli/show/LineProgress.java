package dev.davit.cli.show;

import java.time.Duration;

/** Prints progress as plain lines, every five seconds and at the end. */
public final class LineProgress implements Ticked {
  private static final long PERIOD = Duration.ofSeconds(5).toNanos();
  private static final double NANOS = 1e9;

  private final Console console;
  private final Tally tally;
  private final Rate rate;
  private final long begun;
  private long printed;

  /** Begins. */
  public LineProgress(Console console, Tally tally, long nanos) {
    this.console = console;
    this.tally = tally;
    rate = new Rate(nanos);
    begun = nanos;
    printed = nanos;
  }

  @Override
  public void tick(long nanos) {
    Tally.Snapshot now = tally.snapshot(0);
    rate.sample(nanos, now.processed() + now.sendingShare());
    if (nanos - printed >= PERIOD) {
      printed = nanos;
      console.tell(ProgressLine.of(now, rate.perSecond()));
    }
  }

  /** Prints the last line, with the rate of the whole run; nothing if nothing was ever found. */
  @Override
  public void end(long nanos) {
    Tally.Snapshot now = tally.snapshot(0);
    if (now.found() > 0) {
      double seconds = Math.max((nanos - begun) / NANOS, 1e-3);
      console.tell(ProgressLine.of(now, now.processed() / seconds));
    }
  }
}
