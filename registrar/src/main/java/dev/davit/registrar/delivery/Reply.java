package dev.davit.registrar.delivery;

import dev.davit.core.port.Registrar.Result;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What an HTTP server answered. */
record Reply(int status, Headers headers, String body) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int QUOTED = 200;

  /**
   * Returns what an answer means that is no success, whatever it says; empty for 2xx. What another
   * setting can mend is postponed, so that nothing has to be replayed once it is mended.
   *
   * @param who answered, and at which address
   */
  Optional<Result> failure(String who, Clock clock) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    String said = who + " answered HTTP " + status;
    return Optional.of(
        switch (status) {
          case 401, 403, 407 ->
              postponed(said + ": it wants to know who asks" + quoted(), Duration.ZERO);
          case 404, 405 -> postponed(said + ": nothing registers at this address", Duration.ZERO);
          case 408, 409, 425, 429 -> postponed(said + quoted(), retryAfter(clock));
          default -> {
            if (status >= 500) {
              yield postponed(said + quoted(), retryAfter(clock));
            }
            yield status >= 300 && status < 400
                ? postponed(said + redirect(), Duration.ZERO)
                : new Result.Refused(said + quoted());
          }
        });
  }

  private static Result postponed(String error, Duration pause) {
    return new Result.Postponed(error, pause);
  }

  private String redirect() {
    @Nullable String location = headers.get("Location");
    return location == null
        ? ": it redirects"
        : ": it redirects to " + cut(location) + ", which is not followed";
  }

  private String quoted() {
    String text = Redaction.json(body).strip();
    return text.isEmpty() || text.startsWith("<") ? "" : ": " + cut(text);
  }

  /** Returns the beginning of a text, in one line. */
  static String cut(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
  }

  /** Seconds or a date, of which servers send absurd ones. */
  private Duration retryAfter(Clock clock) {
    String text = Optional.ofNullable(headers.get("Retry-After")).orElse("").strip();
    Duration asked = Duration.ZERO;
    try {
      asked =
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      // no wish that can be understood
    }
    return asked.isNegative()
        ? Duration.ZERO
        : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }
}
