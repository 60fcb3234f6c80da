package dev.davit.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/** Proves who sends a request. Safe for use by any number of threads. */
public interface Signer {

  /**
   * Adds the headers that prove who sends a request; none for anonymous access.
   *
   * @param now by the service's clock
   * @param headers names in lower case, the host among them
   */
  void sign(Key key, Instant now, Target target, SortedMap<String, String> headers);

  /**
   * Returns the query of a link that proves by itself who made it.
   *
   * @param key not anonymous
   * @param target to be read
   */
  String presigned(Key key, Instant now, Target target, Duration validity);
}
