package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.StoredVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that a read asks for. */
record ReadRange(long offset, long length) {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  static Optional<ReadRange> of(S3Request request, StoredVersion version) throws S3Refusal {
    int part = request.query().number("partNumber", 0, Integer.MAX_VALUE);
    if (part > 0) {
      return Optional.of(ofPart(part, version));
    }
    Optional<String> header = request.headers().first("range");
    return header.isEmpty() ? Optional.empty() : parse(header.get(), version.length());
  }

  /** Reads a range that lies within a length; empty if it is none that S3 heeds. */
  static Optional<ReadRange> parse(String header, long total) throws S3Refusal {
    Matcher matcher = RANGE.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return Optional.empty();
    }
    if (first.isEmpty()) {
      long length = Math.min(total, Long.parseLong(last));
      if (length == 0) {
        throw unsatisfiable(header, total);
      }
      return Optional.of(new ReadRange(total - length, length));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? total - 1 : Math.min(total - 1, Long.parseLong(last));
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return Optional.empty();
    }
    if (from >= total) {
      throw unsatisfiable(header, total);
    }
    return Optional.of(new ReadRange(from, to - from + 1));
  }

  String contentRange(long total) {
    return "bytes " + offset + "-" + (offset + length - 1) + "/" + total;
  }

  private static ReadRange ofPart(int part, StoredVersion version) throws S3Refusal {
    if (version.partLengths().isEmpty() && part == 1) {
      return new ReadRange(0, version.length());
    }
    if (part > version.partLengths().size()) {
      throw unsatisfiable("partNumber=" + part, version.length());
    }
    long offset =
        version.partLengths().subList(0, part - 1).stream().mapToLong(Long::longValue).sum();
    return new ReadRange(offset, version.partLengths().get(part - 1));
  }

  private static S3Refusal unsatisfiable(String wanted, long total) {
    return new S3Refusal(S3Code.INVALID_RANGE)
        .element("RangeRequested", wanted)
        .element("ActualObjectSize", "" + total);
  }
}
