package dev.davit.core.model;

/**
 * The path of a file below its source folder: segments joined by {@code /} on every platform.
 *
 * <p>The same rules as for {@link ObjectKey} hold. A file name whose bytes are not UTF-8 is written
 * with each offending byte as U+201B and two upper-case hexadecimal digits, and a U+201B that was
 * in the name doubled: different files have different paths, and the name can be restored. Paths
 * are ordered by their UTF-8 bytes.
 *
 * @param value the path as text, without leading or trailing {@code /}
 */
public record RelativePath(String value) implements Comparable<RelativePath> {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken; the message names it
   */
  public RelativePath {
    Segments.check("path", value);
  }

  /**
   * Parses a path.
   *
   * @throws IllegalArgumentException if a rule is broken
   */
  public static RelativePath of(String value) {
    return new RelativePath(value);
  }

  /** Returns the path of a direct child. */
  public RelativePath child(String name) {
    return new RelativePath(value + "/" + name);
  }

  /** Returns the last segment. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(RelativePath other) {
    return Segments.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
