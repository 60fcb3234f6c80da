package dev.davit.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A receipt: what exists at the destination now.
 *
 * <p>A receipt only states what the destination itself said; absent means that it said nothing.
 */
public final class StoredObject {
  private final ObjectKey key;
  private final long length;
  private final List<Digest> digests;
  private final @Nullable String etag;
  private final @Nullable String version;
  private final @Nullable Instant lastModified;
  private final @Nullable IndexState indexState;

  private StoredObject(
      ObjectKey key,
      long length,
      List<Digest> digests,
      @Nullable String etag,
      @Nullable String version,
      @Nullable Instant lastModified,
      @Nullable IndexState indexState) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length: " + length);
    }
    this.key = key;
    this.length = length;
    this.digests = List.copyOf(digests);
    this.etag = etag;
    this.version = version;
    this.lastModified = lastModified;
    this.indexState = indexState;
  }

  /**
   * Returns a receipt of which only key and length are known.
   *
   * @param length in bytes, from 0
   */
  public static StoredObject of(ObjectKey key, long length) {
    return new StoredObject(key, length, List.of(), null, null, null, null);
  }

  /** Returns a copy with the digests that the destination vouches for. */
  public StoredObject withDigests(List<Digest> digests) {
    return new StoredObject(key, length, digests, etag, version, lastModified, indexState);
  }

  /** Returns a copy with the opaque tag of the stored bytes. */
  public StoredObject withEtag(String etag) {
    return new StoredObject(key, length, digests, etag, version, lastModified, indexState);
  }

  /** Returns a copy with the version that the destination gave the object. */
  public StoredObject withVersion(String version) {
    return new StoredObject(key, length, digests, etag, version, lastModified, indexState);
  }

  /** Returns a copy with the time at which the destination stored it. */
  public StoredObject withLastModified(Instant lastModified) {
    return new StoredObject(key, length, digests, etag, version, lastModified, indexState);
  }

  /** Returns a copy with how far the destination has come with indexing it. */
  public StoredObject withIndexState(IndexState indexState) {
    return new StoredObject(key, length, digests, etag, version, lastModified, indexState);
  }

  /** Returns the object's key. */
  public ObjectKey key() {
    return key;
  }

  /** Returns the stored length in bytes. */
  public long length() {
    return length;
  }

  /** Returns the digests that the destination computed or checked itself; empty if it told none. */
  public List<Digest> digests() {
    return digests;
  }

  /** Returns the digest of one algorithm, if the destination told it. */
  public Optional<Digest> digest(DigestAlgorithm algorithm) {
    return digests.stream().filter(digest -> digest.algorithm() == algorithm).findFirst();
  }

  /** Returns the opaque tag of the stored bytes, if any. It is not a digest. */
  public Optional<String> etag() {
    return Optional.ofNullable(etag);
  }

  /** Returns the version at destinations that keep several, if any. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Returns the destination's own time of the last change, if told. */
  public Optional<Instant> lastModified() {
    return Optional.ofNullable(lastModified);
  }

  /** Returns how far indexing has come, at destinations that index what they hold. */
  public Optional<IndexState> indexState() {
    return Optional.ofNullable(indexState);
  }

  @Override
  public String toString() {
    return "StoredObject[" + key + ", " + length + " bytes]";
  }
}
