package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import java.util.Optional;

/** Where a key is fetched from that a configuration file only points to. */
interface Elsewhere {

  /** Asks the machine's metadata service for the key of a role. */
  Optional<Found> role(String role, CredentialScope scope);

  /** Asks an address that answers with JSON. */
  Optional<Found> uri(String uri);

  /** Runs a command that prints JSON. */
  Optional<Found> process(String command);
}
