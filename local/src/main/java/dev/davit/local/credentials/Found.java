package dev.davit.local.credentials;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential as it was found. Prints without its secrets.
 *
 * @param origin where, for people
 * @param id the public half; empty for a bare token
 * @param secret the secret half, or the bare token
 * @param token the session token of a temporary key
 * @param end when it ends, if it does
 */
record Found(
    String origin, String id, Secret secret, Optional<Secret> token, Optional<Instant> end) {

  Lease<Credential> lease() {
    return end.isPresent()
        ? Lease.until(credential(), origin, end.get())
        : Lease.lasting(credential(), origin);
  }

  private Credential credential() {
    if (id.isEmpty()) {
      return new Credential.Bearer(secret);
    }
    Credential.KeyPair pair = Credential.KeyPair.of(id, secret);
    return token.map(pair::withSessionToken).orElse(pair);
  }
}
