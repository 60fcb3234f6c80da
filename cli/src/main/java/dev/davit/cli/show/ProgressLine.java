package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import java.util.Locale;

/**
 * Writes progress on one plain line, for logs and pipes:
 *
 * <pre>Progress: 1500/10000 (15.0%) | Success: 1450 | Failed: 50 | Rate: 12.5 files/s | ETA: 680s
 * </pre>
 *
 * <p>Every file that is done with counts as progress, so also those that were skipped; {@code
 * Success} counts the files that were stored. While files are still being found, total and ETA end
 * in {@code +}: they are at least that.
 */
final class ProgressLine {

  private ProgressLine() {}

  /** Returns the line. */
  static String of(Tally.Snapshot now, double filesPerSecond) {
    String more = now.complete() ? "" : "+";
    return Say.of(
        "Progress: {0}/{1} ({2}%) | Success: {3} | Failed: {4} | Rate: {5} files/s | ETA: {6}",
        now.processed(),
        now.found() + more,
        String.format(Locale.ROOT, "%.1f", percent(now)),
        now.stored(),
        now.failed(),
        String.format(Locale.ROOT, "%.1f", filesPerSecond),
        eta(now, filesPerSecond, more));
  }

  /** Returns how many seconds are left, or -1 if nobody can tell. */
  static long secondsLeft(Tally.Snapshot now, double filesPerSecond) {
    double left = now.found() - now.processed() - now.sendingShare();
    if (left <= 0) {
      return 0;
    }
    double seconds = left / filesPerSecond;
    return seconds < 1e9 ? Math.round(seconds) : -1;
  }

  private static String eta(Tally.Snapshot now, double filesPerSecond, String more) {
    long seconds = secondsLeft(now, filesPerSecond);
    return seconds < 0 ? Say.of("unknown") : Say.of("{0}s", seconds) + more;
  }

  private static double percent(Tally.Snapshot now) {
    if (now.complete() && now.processed() == now.found()) {
      return 100;
    }
    double share = (now.processed() + now.sendingShare()) / Math.max(1, now.found());
    return Math.min(99.9, 100 * share);
  }
}
