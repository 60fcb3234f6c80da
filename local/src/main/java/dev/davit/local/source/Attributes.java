package dev.davit.local.source;

import dev.davit.core.model.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a name told.
 *
 * @param key tells files of this machine apart; absent where the platform has none
 * @param doubtful whether the permissions do not make it plain that it may be read
 */
record Attributes(Kind kind, Fingerprint fingerprint, @Nullable Object key, boolean doubtful) {

  enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A pipe, socket or device. */
    SPECIAL
  }
}
