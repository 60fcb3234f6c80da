package dev.davit.testkit.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A multipart upload that was neither completed nor aborted. Safe for many threads. */
public final class MultipartUpload {
  private final String id;
  private final String key;
  private final Instant initiated;
  private final Map<String, String> headers;
  private final ConcurrentSkipListMap<Integer, StoredPart> parts = new ConcurrentSkipListMap<>();

  MultipartUpload(String id, String key, Instant initiated, Map<String, String> headers) {
    this.id = id;
    this.key = key;
    this.initiated = initiated;
    this.headers = Map.copyOf(headers);
  }

  /** Returns the upload id. */
  public String id() {
    return id;
  }

  /** Returns the object key. */
  public String key() {
    return key;
  }

  /** Returns when it began. */
  public Instant initiated() {
    return initiated;
  }

  /** Returns the header fields that it began with, names in lower case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the parts by part number. */
  public List<StoredPart> parts() {
    return List.copyOf(parts.values());
  }

  /** Returns a part. */
  public Optional<StoredPart> part(int number) {
    return Optional.ofNullable(parts.get(number));
  }

  /** Keeps a part, in place of an earlier one of that number. */
  public void put(StoredPart part) {
    parts.put(part.number(), part);
  }
}
