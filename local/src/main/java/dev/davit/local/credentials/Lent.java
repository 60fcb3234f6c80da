package dev.davit.local.credentials;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is lent for one scope, kept fresh. Whatever place had a key first is looked at again; only
 * where it has none any more are all searched.
 */
final class Lent {
  /** So long before its end somebody should have renewed a key. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** So long a renewal is waited for after a destination refused a key as expired. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CredentialScope scope;
  private final List<Place> places;
  private final Surroundings surroundings;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Held held;
  private volatile boolean refused;

  Lent(CredentialScope scope, List<Place> places, Surroundings surroundings) {
    this.scope = scope;
    this.places = places;
    this.surroundings = surroundings;
  }

  /** A key, where it was found, and until when it is taken as it is, by {@code Timer.nanos}. */
  private record Held(Found found, Lease<Credential> lease, Place place, long until) {}

  Lease<Credential> lease() {
    Held now = held;
    if (now != null && !due(now)) {
      return now.lease();
    }
    lock.lock();
    try {
      now = held;
      if (now == null || due(now)) {
        now = look(now);
        held = now;
      }
      return now.lease();
    } finally {
      lock.unlock();
    }
  }

  void expired(Lease<Credential> lease) {
    lock.lock();
    try {
      Held now = held;
      refused |= now != null && now.lease() == lease;
    } finally {
      lock.unlock();
    }
  }

  private boolean due(Held now) {
    return refused || surroundings.timer().nanos() - now.until() >= 0;
  }

  private Held look(@Nullable Held before) {
    if (before == null) {
      return search();
    }
    Held now = again(before);
    if (refused && now.lease() == before.lease()) {
      now = awaited(before);
    }
    refused = false;
    return now;
  }

  private Held again(Held before) {
    try {
      Optional<Found> found = before.place().look(scope);
      return found.isPresent() ? hold(before, found.get(), before.place()) : search();
    } catch (SettingsException e) {
      if (refused || before.lease().endsWithin(Duration.ZERO, surroundings.clock().instant())) {
        throw e;
      }
      return hold(before, before.found(), before.place()); // broken for a while, and still good
    }
  }

  private Held search() {
    for (Place place : places) {
      Optional<Found> found = place.look(scope);
      if (found.isPresent()) {
        return hold(null, found.get(), place);
      }
    }
    throw new NoCredentialException(
        "there is no key for "
            + scope.scheme()
            + "://"
            + scope.container()
            + " in "
            + places.stream().map(Place::name).collect(Collectors.joining(", ")));
  }

  /** The same key stays the same lease, so that whoever compares sees that nothing changed. */
  private Held hold(@Nullable Held before, Found found, Place place) {
    Lease<Credential> lease =
        before != null && before.found().equals(found) ? before.lease() : found.lease();
    boolean ending = lease.endsWithin(MARGIN, surroundings.clock().instant());
    Duration good = ending && place.renewable() ? LOOK_AGAIN : place.goodFor();
    return new Held(found, lease, place, surroundings.timer().nanos() + good.toNanos());
  }

  /** The neighbour that renews may be a moment late. */
  private Held awaited(Held before) {
    long began = surroundings.timer().nanos();
    Held now = before;
    while (now.lease() == before.lease()) {
      if (!before.place().renewable()
          || surroundings.timer().nanos() - began >= PATIENCE.toNanos()) {
        throw new SettingsException(
            "the key from "
                + before.lease().origin()
                + " has expired and nobody renewed it; renew it and run the same command again");
      }
      if (!pause()) {
        return now;
      }
      now = again(before);
    }
    return now;
  }

  private boolean pause() {
    try {
      surroundings.timer().sleep(LOOK_AGAIN);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
