package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws progress for a terminal: a line with a bar, and below it some of the files being sent.
 *
 * <p>While files are still being found the total ends in {@code +} and there is no percentage: a
 * share of an unknown whole would be a lie.
 */
final class ProgressBar {
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 10;
  private static final String GAP = "  ";

  private final boolean unicode;

  /** Makes one that draws with block characters or, without {@code unicode}, with ASCII. */
  ProgressBar(boolean unicode) {
    this.unicode = unicode;
  }

  /**
   * Returns the lines.
   *
   * @param columns that each line may take at most
   */
  List<String> draw(Tally.Snapshot now, double filesPerSecond, double bytesPerSecond, int columns) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(now, filesPerSecond, bytesPerSecond, columns));
    for (Tally.Sending file : now.sending()) {
      lines.add(file(file, columns));
    }
    return lines;
  }

  private String summary(
      Tally.Snapshot now, double filesPerSecond, double bytesPerSecond, int columns) {
    StringBuilder line = new StringBuilder(counts(now));
    for (String part : parts(now, filesPerSecond, bytesPerSecond)) {
      if (Columns.of(line + GAP + part) <= columns) {
        line.append(GAP).append(part);
      }
    }
    int room = columns - Columns.of(line.toString()) - 3;
    if (room >= NARROWEST_BAR) {
      line.insert(0, bar(share(now), Math.min(WIDEST_BAR, room)) + " ");
    }
    return Columns.head(line.toString(), columns);
  }

  private static String counts(Tally.Snapshot now) {
    String total = Words.number(now.found()) + (now.complete() ? "" : "+");
    String counts = Say.of("{0}/{1} files", Words.number(now.processed()), total);
    return now.complete()
        ? String.format(Locale.ROOT, "%3d%%  ", (int) (100 * share(now))) + counts
        : counts;
  }

  /** The most telling first: what has no room is left out. */
  private static List<String> parts(
      Tally.Snapshot now, double filesPerSecond, double bytesPerSecond) {
    List<String> parts = new ArrayList<>();
    if (now.failed() > 0) {
      parts.add(Say.of("{0} failed", Words.number(now.failed())));
    }
    long left = ProgressLine.secondsLeft(now, filesPerSecond);
    String eta = left < 0 ? "-:--" : Words.countdown(left) + (now.complete() ? "" : "+");
    parts.add(Say.of("ETA {0}", eta));
    parts.add(Words.bytes(Math.max(0, now.movedBytes())));
    parts.add(Words.bytes((long) bytesPerSecond) + "/s");
    parts.add(Say.of("{0} files/s", String.format(Locale.ROOT, "%.1f", filesPerSecond)));
    return parts;
  }

  private static double share(Tally.Snapshot now) {
    if (now.found() == 0) {
      return now.complete() ? 1 : 0;
    }
    return Math.clamp((now.processed() + now.sendingShare()) / now.found(), 0, 1);
  }

  private String bar(double share, int width) {
    int full = (int) (share * width);
    return "["
        + (unicode ? "█" : "#").repeat(full)
        + (unicode ? "░" : "-").repeat(width - full)
        + "]";
  }

  private static String file(Tally.Sending file, int columns) {
    long percent = file.length() == 0 ? 0 : Math.clamp(100 * file.moved() / file.length(), 0, 100);
    String size =
        Say.of(
            "  {0} of {1}  ",
            String.format(Locale.ROOT, "%3d%%", percent),
            String.format(Locale.ROOT, "%8s", Words.bytes(file.length())));
    return size + Columns.tail(SafeText.of(file.path().value()), columns - Columns.of(size));
  }
}
