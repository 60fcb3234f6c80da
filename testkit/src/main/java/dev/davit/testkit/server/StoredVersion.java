package dev.davit.testkit.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an object was, from one moment on.
 *
 * @param key the object key
 * @param content its bytes, or at least their number
 * @param etag the ETag, without quotes
 * @param modified when it became visible
 * @param headers header fields that came with it, names in lower case
 * @param checksums values as they go over the wire, by the algorithm's name in lower case
 * @param partLengths lengths of its parts; empty if it came in one request
 */
public record StoredVersion(
    String key,
    Blob content,
    String etag,
    Instant modified,
    Map<String, String> headers,
    Map<String, String> checksums,
    List<Long> partLengths) {

  /** Copies what it is given. */
  public StoredVersion {
    headers = Map.copyOf(headers);
    checksums = Map.copyOf(checksums);
    partLengths = List.copyOf(partLengths);
  }

  /** Returns the length in bytes. */
  public long length() {
    return content.length();
  }

  /** Returns the same object with other header fields. */
  public StoredVersion withHeaders(Map<String, String> newHeaders) {
    return new StoredVersion(key, content, etag, modified, newHeaders, checksums, partLengths);
  }
}
