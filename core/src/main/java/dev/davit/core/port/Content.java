package dev.davit.core.port;

import dev.davit.core.model.Fingerprint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Gives access to a local file, or anything that can be read again.
 *
 * <p><b>Threads.</b> Safe for use by several threads, as are the readings it opens.
 *
 * <p>This is not for writing, and does not notice changes by itself: callers look before and after.
 */
public interface Content {

  /**
   * Looks at what is there now, without opening it.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   * @throws IOException if it cannot be looked at, or is no regular file any more
   */
  Fingerprint look() throws IOException;

  /**
   * Opens the content once for reading at any offset.
   *
   * <p>What was opened stays the same file even if its name is given to another; a symbolic link in
   * its place, or in place of a folder above it, is not followed. Opening never waits for a writer:
   * pipes and devices are refused.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   * @throws java.nio.file.AccessDeniedException if it may not be read
   * @throws IOException if it cannot be opened, or is no regular file any more
   */
  Reading open() throws IOException;

  /** Content that was opened. */
  interface Reading extends Closeable {

    /**
     * Reads bytes at an offset, as many as there are up to {@code length}.
     *
     * @param position from 0
     * @param length at least 1
     * @return how many bytes were read; −1 if the content ends at or before the position
     * @throws IOException if reading fails
     */
    int read(long position, byte[] buffer, int offset, int length) throws IOException;

    /**
     * Hands bytes at an offset to a channel without copying them on the way, where the platform can
     * do that.
     *
     * @param position from 0
     * @param count at least 1
     * @return how many bytes the channel took; 0 if it takes none at the moment, and always where
     *     only reading helps
     * @throws IOException if reading fails, or the channel does
     */
    default long transferTo(long position, long count, WritableByteChannel target)
        throws IOException {
      return 0;
    }

    /**
     * Releases the file.
     *
     * @throws IOException if the platform says so; the file is released all the same
     */
    @Override
    void close() throws IOException;
  }
}
