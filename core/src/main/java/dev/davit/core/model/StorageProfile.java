package dev.davit.core.model;

import java.util.Set;

/**
 * The facts about a destination that core and command read before anything is sent.
 *
 * @param identity names the destination for good: two profiles with one identity are one place,
 *     whatever they were called by; holds no secret
 * @param maxObjectLength in bytes, from 0
 * @param maxKeyBytes longest key in UTF-8 bytes
 * @param maxKeySegmentBytes longest segment of a key in UTF-8 bytes
 * @param overwriteModes what it can do about objects that are there already; never empty
 * @param verifies digests of which the destination returns its own value, strongest first meant;
 *     core has them ready in {@link dev.davit.core.port.Body#digest}
 */
public record StorageProfile(
    String identity,
    long maxObjectLength,
    int maxKeyBytes,
    int maxKeySegmentBytes,
    Set<Overwrite> overwriteModes,
    Set<DigestAlgorithm> verifies) {

  /** Copies the sets. */
  public StorageProfile {
    overwriteModes = Set.copyOf(overwriteModes);
    verifies = Set.copyOf(verifies);
  }
}
