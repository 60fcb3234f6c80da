package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Blob;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A body that came and was found right.
 *
 * @param content its bytes, or at least their number
 * @param md5 its MD5 in hex; empty if it was not wanted
 * @param checksums the checksums that were computed
 * @param given the checksum that the client sent
 */
record Received(
    Blob content, String md5, Map<ChecksumKind, byte[]> checksums, Optional<ChecksumKind> given) {
  Received {
    checksums = checksums.isEmpty() ? Map.of() : new EnumMap<>(checksums);
  }

  /** Returns the checksums as they go over the wire, by name. */
  Map<String, String> encoded() {
    Map<String, String> encoded = new HashMap<>();
    checksums.forEach((kind, value) -> encoded.put(kind.label(), base64(value)));
    return encoded;
  }

  static String base64(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }
}
