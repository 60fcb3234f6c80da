package dev.davit.registrar.index.time;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time, open at one or both ends if absent.
 *
 * @param since included
 * @param until excluded
 */
public record Window(Optional<Instant> since, Optional<Instant> until) {
  /** All of time. */
  public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

  /** From then on. */
  public static Window since(Instant since) {
    return new Window(Optional.of(since), Optional.empty());
  }

  /** Up to then. */
  public static Window until(Instant until) {
    return new Window(Optional.empty(), Optional.of(until));
  }

  /** Between the two. */
  public static Window between(Instant since, Instant until) {
    return new Window(Optional.of(since), Optional.of(until));
  }
}
