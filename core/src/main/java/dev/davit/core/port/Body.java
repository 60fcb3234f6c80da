package dev.davit.core.port;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;

/**
 * A re-openable view of the bytes that a demand asked for.
 *
 * <p>Adapters open it as often as they need, also again after a failure, and always get the same
 * bytes. If the source has changed in the meantime the stream fails before it hands out the last
 * byte, so that no torn object can come into being: adapters abort their request on any {@link
 * IOException} of the stream and let it through, wrapped or not.
 *
 * <p><b>Threads.</b> Used by one thread at a time.
 */
public interface Body {

  /** Returns the number of bytes, from 0. */
  long length();

  /**
   * Opens the bytes from the start.
   *
   * @throws IOException if the source cannot be read
   */
  InputStream open() throws IOException;

  /**
   * Hands some of the bytes to a channel without copying them on the way, where that can be done.
   *
   * <p>The last byte is never among them: it comes out of {@link #open}, after the look whether the
   * source has changed. What changes while the channel still holds the bytes is not noticed by that
   * look; so this is for requests whose digest was computed before and is checked by the service.
   *
   * @param offset of the first byte, from the start of the body
   * @param count at least 1
   * @return how many bytes the channel took; 0 if it takes none at the moment, or only {@link
   *     #open} helps
   * @throws IOException if the source or the channel fails
   */
  default long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
    return 0;
  }

  /**
   * Returns a digest of these bytes. Those that the profile {@linkplain
   * dev.davit.core.model.StorageProfile#verifies verifies} are cheap where the bytes are in memory;
   * others cost a read.
   *
   * @throws IOException if the source cannot be read
   */
  Digest digest(DigestAlgorithm algorithm) throws IOException;
}
