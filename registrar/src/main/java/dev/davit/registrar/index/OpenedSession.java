package dev.davit.registrar.index;

import java.time.Instant;

/**
 * A new session.
 *
 * @param expiresAt when it ends unless it is used before
 */
public record OpenedSession(SessionHandle handle, Instant expiresAt) {}
