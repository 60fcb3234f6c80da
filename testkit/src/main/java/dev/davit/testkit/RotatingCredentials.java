package dev.davit.testkit;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lends credentials that a test renews. What was lent is lent again from memory until it ends or is
 * said to be expired; then what the test put there last is read.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 */
public final class RotatingCredentials implements CredentialSource {
  private static final String ORIGIN = "a test";

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private @Nullable Lease<Credential> newest;
  private @Nullable Lease<Credential> remembered;
  private int reads;

  /** Makes one that has nothing to lend yet. */
  public RotatingCredentials(InstantSource clock) {
    this.clock = clock;
  }

  /** Puts a credential there for whoever reads next. */
  public void put(Credential credential, Optional<Instant> end) {
    lock.lock();
    try {
      newest =
          end.isPresent()
              ? Lease.until(credential, ORIGIN, end.get())
              : Lease.lasting(credential, ORIGIN);
    } finally {
      lock.unlock();
    }
  }

  /** Takes away what whoever reads next would find. */
  public void remove() {
    lock.lock();
    try {
      newest = null;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how often it looked for what was put there, in place of lending from memory. */
  public int reads() {
    lock.lock();
    try {
      return reads;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Lease<Credential> lease(CredentialScope scope) {
    lock.lock();
    try {
      Lease<Credential> lease = remembered;
      if (lease == null || lease.endsWithin(Duration.ZERO, clock.instant())) {
        lease = read(scope);
        remembered = lease;
      }
      return lease;
    } finally {
      lock.unlock();
    }
  }

  private Lease<Credential> read(CredentialScope scope) {
    reads++;
    if (newest == null) {
      throw new SettingsException(
          "no credential for " + scope.scheme() + " " + scope.container() + " in " + ORIGIN);
    }
    return newest;
  }

  @Override
  public void expired(Lease<Credential> lease) {
    lock.lock();
    try {
      if (lease.equals(remembered)) {
        remembered = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
