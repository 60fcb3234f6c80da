package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.StoredVersion;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Conditional requests (RFC 9110, 13) as far as S3 has them. */
final class Conditions {
  private static final Pattern COMMA = Pattern.compile(",");

  private Conditions() {}

  /** Returns what must hold of the present object for a write. */
  static Predicate<Optional<StoredVersion>> ofWrite(
      HeaderFields headers, Optional<StoredVersion> present) throws S3Refusal {
    Optional<String> noneMatch = headers.first("if-none-match");
    Optional<String> match = headers.first("if-match");
    if (noneMatch.isPresent() && (match.isPresent() || !noneMatch.get().equals("*"))) {
      throw new S3Refusal(
          S3Code.NOT_IMPLEMENTED,
          "A header you provided implies functionality that is not implemented: If-None-Match");
    }
    if (noneMatch.isPresent()) {
      return Optional::isEmpty;
    }
    if (match.isPresent()) {
      if (present.isEmpty()) {
        throw new S3Refusal(S3Code.NO_SUCH_KEY);
      }
      return now -> now.isPresent() && names(match.get(), now.get().etag());
    }
    return now -> true;
  }

  /** Checks the conditions of a read, or of a copy's source with a prefix. */
  static void checkRead(HeaderFields headers, String prefix, StoredVersion version)
      throws S3Refusal {
    Instant modified = version.modified().truncatedTo(ChronoUnit.SECONDS);
    Optional<String> match = headers.first(prefix + "if-match");
    if (match.isPresent() && !names(match.get(), version.etag())) {
      throw failed("If-Match");
    }
    Optional<Instant> unmodified = date(headers, prefix + "if-unmodified-since");
    if (match.isEmpty() && unmodified.isPresent() && modified.isAfter(unmodified.get())) {
      throw failed("If-Unmodified-Since");
    }
    S3Code unchanged = prefix.isEmpty() ? S3Code.NOT_MODIFIED : S3Code.PRECONDITION_FAILED;
    Optional<String> noneMatch = headers.first(prefix + "if-none-match");
    if (noneMatch.isPresent()) {
      if (names(noneMatch.get(), version.etag())) {
        throw new S3Refusal(unchanged).header("ETag", "\"" + version.etag() + "\"");
      }
      return;
    }
    Optional<Instant> since = date(headers, prefix + "if-modified-since");
    if (since.isPresent() && !modified.isAfter(since.get())) {
      throw new S3Refusal(unchanged).header("ETag", "\"" + version.etag() + "\"");
    }
  }

  /** Returns the refusal of a write whose condition does not hold. */
  static S3Refusal failed(HeaderFields headers) {
    return failed(headers.has("if-match") ? "If-Match" : "If-None-Match");
  }

  private static S3Refusal failed(String condition) {
    return new S3Refusal(S3Code.PRECONDITION_FAILED).element("Condition", condition);
  }

  private static boolean names(String list, String etag) {
    for (String entry : COMMA.split(list, -1)) {
      String name = entry.strip();
      if (name.equals("*") || name.equals(etag) || name.equals("\"" + etag + "\"")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Instant> date(HeaderFields headers, String name) {
    try {
      return headers
          .first(name)
          .map(value -> ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
