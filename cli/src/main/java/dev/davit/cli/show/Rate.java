package dev.davit.cli.show;

/** A rate that follows changes within some seconds and does not jump. Used by one thread. */
final class Rate {
  private static final double SECONDS_OF_MEMORY = 10;
  private static final double NANOS = 1e9;

  private long lastNanos;
  private double lastTotal;
  private double smoothed;
  private double weight;

  /** Begins at a moment with nothing done. */
  Rate(long nanos) {
    lastNanos = nanos;
  }

  /** Notes how much is done at a moment. */
  void sample(long nanos, double total) {
    double seconds = (nanos - lastNanos) / NANOS;
    if (seconds <= 0) {
      return;
    }
    double share = 1 - Math.exp(-seconds / SECONDS_OF_MEMORY);
    smoothed += share * ((total - lastTotal) / seconds - smoothed);
    weight += share * (1 - weight);
    lastNanos = nanos;
    lastTotal = total;
  }

  /** Returns how much is done per second; 0 before the first sample. */
  double perSecond() {
    return weight == 0 ? 0 : Math.max(0, smoothed / weight);
  }
}
