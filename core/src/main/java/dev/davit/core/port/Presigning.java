package dev.davit.core.port;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import java.net.URI;
import java.time.Duration;

/**
 * Facet: makes links with which anyone can read one object for a while.
 *
 * <p><b>Outcome.</b> Nothing changes at the destination, and nothing is asked there: a link to an
 * object that does not exist is made all the same. A link ends early when the credential that it
 * was made with ends.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p><b>Secrecy.</b> Whoever has the link has the object: links do not belong in logs.
 *
 * <p>This is not for uploads, nor for links that never end.
 */
public interface Presigning {

  /** Returns the longest validity there can be. */
  Duration longestValidity();

  /**
   * Makes a link for reading an object.
   *
   * @param validity more than zero, at most {@link #longestValidity}
   * @throws IllegalArgumentException if the validity is outside
   * @throws StorageException.Unsupported if the credential cannot sign links
   * @throws dev.davit.core.spi.SettingsException if there is no credential
   */
  URI presign(ObjectKey key, Duration validity);
}
