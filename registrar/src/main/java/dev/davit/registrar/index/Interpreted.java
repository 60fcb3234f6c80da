package dev.davit.registrar.index;

import java.time.Instant;
import java.util.Optional;

/**
 * A query after defaults.
 *
 * @param search what was searched for; empty for other questions
 * @param since the window's beginning, included
 * @param until the window's end, excluded
 */
public record Interpreted(
    FileQuery query, String search, Optional<Instant> since, Optional<Instant> until) {}
