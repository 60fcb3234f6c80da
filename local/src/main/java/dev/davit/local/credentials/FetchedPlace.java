package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A place whose keys are fetched, and therefore asked for seldom. */
record FetchedPlace(String name, Function<CredentialScope, Optional<Found>> fetch)
    implements Place {

  @Override
  public Optional<Found> look(CredentialScope scope) {
    return fetch.apply(scope);
  }

  @Override
  public Duration goodFor() {
    return Duration.ofMinutes(1);
  }

  @Override
  public boolean renewable() {
    return true;
  }
}
