package dev.davit.core.model;

import java.util.List;

/**
 * What is to be stored, without its bytes: those are supplied when they are demanded.
 *
 * @param key where to
 * @param length of the content in bytes, from 0
 * @param overwrite what if the key is taken; one of the profile's modes
 * @param attributes what is stored beside the bytes
 * @param knownDigests digests of the whole content that are known before it is read; may be empty
 */
public record UploadRequest(
    ObjectKey key,
    long length,
    Overwrite overwrite,
    ObjectAttributes attributes,
    List<Digest> knownDigests) {

  /**
   * Copies the list and checks the length.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public UploadRequest {
    if (length < 0) {
      throw new IllegalArgumentException("negative length: " + length);
    }
    knownDigests = List.copyOf(knownDigests);
  }

  /** Returns a request that replaces, with default attributes and no known digests. */
  public static UploadRequest of(ObjectKey key, long length) {
    return new UploadRequest(
        key, length, Overwrite.REPLACE, ObjectAttributes.defaults(), List.of());
  }

  /** Returns a copy with another overwrite mode. */
  public UploadRequest withOverwrite(Overwrite overwrite) {
    return new UploadRequest(key, length, overwrite, attributes, knownDigests);
  }

  /** Returns a copy with other attributes. */
  public UploadRequest withAttributes(ObjectAttributes attributes) {
    return new UploadRequest(key, length, overwrite, attributes, knownDigests);
  }

  /** Returns a copy with digests that are known before the content is read. */
  public UploadRequest withKnownDigests(List<Digest> knownDigests) {
    return new UploadRequest(key, length, overwrite, attributes, knownDigests);
  }
}
