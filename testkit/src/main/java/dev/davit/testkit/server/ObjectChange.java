package dev.davit.testkit.server;

import java.time.Instant;
import java.util.Optional;

/**
 * A moment at which what a key shows changed.
 *
 * @param at when
 * @param now what it shows from then on; empty if the object was deleted
 */
public record ObjectChange(Instant at, Optional<StoredVersion> now) {}
