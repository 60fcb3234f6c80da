package dev.davit.local.source;

import dev.davit.core.model.Fingerprint;

/**
 * What a look at a name told.
 *
 * @param doubtful whether the permissions do not make it plain that it may be read
 */
record Attributes(Kind kind, Fingerprint fingerprint, boolean doubtful) {

  enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A pipe, socket or device. */
    SPECIAL
  }
}
