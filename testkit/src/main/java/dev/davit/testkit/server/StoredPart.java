package dev.davit.testkit.server;

import java.time.Instant;
import java.util.Map;

/**
 * A part of a multipart upload.
 *
 * @param number its part number
 * @param content its bytes, or at least their number
 * @param etag the ETag, without quotes
 * @param received when it came
 * @param checksums values as they go over the wire, by the algorithm's name in lower case
 */
public record StoredPart(
    int number, Blob content, String etag, Instant received, Map<String, String> checksums) {
  /** Copies what it is given. */
  public StoredPart {
    checksums = Map.copyOf(checksums);
  }
}
