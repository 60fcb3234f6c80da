package dev.davit.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A credential with an end, or without one. Prints without secrets. */
public final class Lease<T> {
  private final T value;
  private final String origin;
  private final @Nullable Instant expires;

  private Lease(T value, String origin, @Nullable Instant expires) {
    this.value = value;
    this.origin = origin;
    this.expires = expires;
  }

  /**
   * Returns a lease without end.
   *
   * @param origin where the credential came from, for people: a file, a variable
   */
  public static <T> Lease<T> lasting(T value, String origin) {
    return new Lease<>(value, origin, null);
  }

  /** Returns a lease that ends. */
  public static <T> Lease<T> until(T value, String origin, Instant expires) {
    return new Lease<>(value, origin, expires);
  }

  /** Returns the credential. */
  public T value() {
    return value;
  }

  /** Returns where it came from. */
  public String origin() {
    return origin;
  }

  /** Returns when it ends, if it does. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(expires);
  }

  /** Tells whether it has ended at a moment, or ends within a margin after it. */
  public boolean endsWithin(Duration margin, Instant now) {
    return expires != null && !now.plus(margin).isBefore(expires);
  }

  @Override
  public String toString() {
    return "Lease[" + value + " from " + origin + ", expires " + expires + "]";
  }
}
