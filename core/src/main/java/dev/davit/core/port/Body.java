package dev.davit.core.port;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;

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
   * Returns a digest of these bytes. Those that the profile {@linkplain
   * dev.davit.core.model.StorageProfile#verifies verifies} are cheap where the bytes are in memory;
   * others cost a read.
   *
   * @throws IOException if the source cannot be read
   */
  Digest digest(DigestAlgorithm algorithm) throws IOException;
}
