package dev.davit.registrar.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A finished upload.
 *
 * @param uploadId the uploader's idempotency key
 * @param path of the file; made canonical when it is recorded
 * @param sha256 64 lower-case hexadecimal digits, or another digest as {@code ALGORITHM:hex}; equal
 *     content has equal text
 * @param size in bytes
 * @param store where it is, for example {@code s3://bucket}
 * @param key its name there
 * @param turn number of the user message that brought it
 * @param at when it was uploaded; when it is recorded, if absent
 * @param tags further words under which a search finds it
 */
public record UploadRecord(
    String uploadId,
    String path,
    String sha256,
    long size,
    Optional<String> mime,
    Optional<String> store,
    Optional<String> key,
    OptionalInt turn,
    Optional<Instant> at,
    List<String> tags) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the id is empty, or size or turn is negative
   */
  public UploadRecord {
    if (uploadId.isEmpty()) {
      throw new IllegalArgumentException("An upload needs an id.");
    }
    if (size < 0 || turn.orElse(0) < 0) {
      throw new IllegalArgumentException("Sizes and turns are not negative.");
    }
    tags = List.copyOf(tags);
  }

  /** Records what must be known. */
  public static UploadRecord of(String uploadId, String path, String sha256, long size) {
    return new UploadRecord(
        uploadId,
        path,
        sha256,
        size,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  /** Says which message brought it. */
  public UploadRecord withTurn(int number) {
    return new UploadRecord(
        uploadId, path, sha256, size, mime, store, key, OptionalInt.of(number), at, tags);
  }

  /** Says when it was uploaded. */
  public UploadRecord withAt(Instant instant) {
    return new UploadRecord(
        uploadId, path, sha256, size, mime, store, key, turn, Optional.of(instant), tags);
  }

  /** Says where it is. */
  public UploadRecord withObject(String where, String objectKey) {
    return new UploadRecord(
        uploadId,
        path,
        sha256,
        size,
        mime,
        Optional.of(where),
        Optional.of(objectKey),
        turn,
        at,
        tags);
  }

  /** Says what it is. */
  public UploadRecord withMime(String type) {
    return new UploadRecord(
        uploadId, path, sha256, size, Optional.of(type), store, key, turn, at, tags);
  }

  /** Adds words for searches. */
  public UploadRecord withTags(List<String> words) {
    return new UploadRecord(uploadId, path, sha256, size, mime, store, key, turn, at, words);
  }
}
