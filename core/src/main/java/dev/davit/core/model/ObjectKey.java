package dev.davit.core.model;

/**
 * The full name of an object in its bucket: segments joined by {@code /}.
 *
 * <p>A key cannot climb or hide: it is not empty, has no empty, {@code .} or {@code ..} segment, no
 * NUL, and is well-formed Unicode, so that it survives UTF-8. Keys are ordered by their UTF-8
 * bytes. Limits of length belong to the destination ({@link StorageProfile}).
 *
 * @param value the key as text, without leading or trailing {@code /}
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken; the message names it
   */
  public ObjectKey {
    Segments.check("object key", value);
  }

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if a rule is broken
   */
  public static ObjectKey of(String value) {
    return new ObjectKey(value);
  }

  /**
   * Joins a prefix and a path.
   *
   * @param prefix empty, or segments joined by {@code /} without leading or trailing {@code /}
   */
  public static ObjectKey under(String prefix, RelativePath path) {
    return new ObjectKey(prefix.isEmpty() ? path.value() : prefix + "/" + path.value());
  }

  /** Returns the last segment. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return Segments.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
