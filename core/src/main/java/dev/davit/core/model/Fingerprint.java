package dev.davit.core.model;

/**
 * The cheap identity of local content: if two looks agree, nothing happened between them that the
 * file system noticed.
 *
 * @param length in bytes, from 0
 * @param modifiedNanos time of the last modification, nanoseconds since 1970 (UTC)
 * @param changedNanos time of the last change of data or attributes (ctime), nanoseconds since
 *     1970; 0 where the platform has none
 * @param fileId the file's number in its file system (inode); 0 where the platform has none
 */
public record Fingerprint(long length, long modifiedNanos, long changedNanos, long fileId) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Fingerprint {
    if (length < 0) {
      throw new IllegalArgumentException("negative length: " + length);
    }
  }
}
