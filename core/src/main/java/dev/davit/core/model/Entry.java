package dev.davit.core.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of one file of a job: what was stored of it, and how the last try failed. */
public final class Entry {
  /**
   * What {@link Stored#verifiedBy} says when an imported checkpoint claims it, and nobody looked.
   */
  public static final String IMPORTED = "imported";

  private final RelativePath path;
  private final @Nullable Stored stored;
  private final @Nullable Failure failure;

  private Entry(RelativePath path, @Nullable Stored stored, @Nullable Failure failure) {
    this.path = path;
    this.stored = stored;
    this.failure = failure;
  }

  /** Returns an entry of a stored file. */
  public static Entry stored(RelativePath path, Stored stored) {
    return new Entry(path, stored, null);
  }

  /** Returns an entry of a file that could not be stored. */
  public static Entry failed(RelativePath path, Failure failure) {
    return new Entry(path, null, failure);
  }

  /** Returns a copy that also remembers a failed try; what was stored before is still stored. */
  public Entry withFailure(Failure failure) {
    return new Entry(path, stored, failure);
  }

  /** Returns the file's path below its source. */
  public RelativePath path() {
    return path;
  }

  /** Returns what is at the destination because of this file, if anything. */
  public Optional<Stored> stored() {
    return Optional.ofNullable(stored);
  }

  /** Returns how the last try failed, if it did. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that
        && path.equals(that.path)
        && stored().equals(that.stored())
        && failure().equals(that.failure());
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return "Entry[" + path + ", stored " + stored + ", failure " + failure + "]";
  }

  /**
   * What was stored.
   *
   * @param fingerprint of the file when it was read
   * @param identity of the content that was sent
   * @param key where it went
   * @param verifiedBy what the destination's own word was compared with, such as {@code CRC32C};
   *     never empty
   * @param why the reason it was sent for
   * @param at when the destination had it
   */
  public record Stored(
      Fingerprint fingerprint,
      Digest identity,
      ObjectKey key,
      String verifiedBy,
      Why why,
      Instant at) {}

  /**
   * How a try failed.
   *
   * @param error one line for people
   * @param attempts how many tries it took, from 1
   * @param at when
   */
  public record Failure(String error, int attempts, Instant at) {}
}
