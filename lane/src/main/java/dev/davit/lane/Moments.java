package dev.davit.lane;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes a time only when its second begins. */
public final class Moments {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private volatile Moment last = new Moment(-1, "", "");

  /** Makes one. */
  public Moments() {}

  /**
   * A time as it is signed.
   *
   * @param second since 1970
   * @param time such as {@code 20260101T000000Z}
   * @param day such as {@code 20260101}
   */
  public record Moment(long second, String time, String day) {}

  /** Returns a time as it is signed. */
  public Moment of(Instant now) {
    Moment known = last;
    if (known.second() != now.getEpochSecond()) {
      String time = TIME.format(now);
      known = new Moment(now.getEpochSecond(), time, time.substring(0, 8));
      last = known;
    }
    return known;
  }
}
