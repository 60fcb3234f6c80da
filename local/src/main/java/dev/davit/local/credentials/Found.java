package dev.davit.local.credentials;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A credential as it was found. Prints without its secrets.
 *
 * @param origin where, for people
 * @param id the public half; empty for a bare token
 * @param secret the secret half, or the bare token
 * @param token the session token of a temporary key
 * @param end when it ends, if it does
 * @param form fields that somebody has signed, in place of a key; empty if it is none
 */
record Found(
    String origin,
    String id,
    Secret secret,
    Optional<Secret> token,
    Optional<Instant> end,
    Map<String, Secret> form) {

  /** A key or token. */
  Found(String origin, String id, Secret secret, Optional<Secret> token, Optional<Instant> end) {
    this(origin, id, secret, token, end, Map.of());
  }

  /** Returns a bare token. */
  static Found token(String origin, String token, Optional<Instant> end) {
    return new Found(origin, "", Secret.of(token), Optional.empty(), end);
  }

  /** Returns a signed form. */
  static Found form(String origin, Map<String, Secret> fields, Optional<Instant> end) {
    return new Found(origin, "", Secret.of(""), Optional.empty(), end, fields);
  }

  Lease<Credential> lease() {
    return end.isPresent()
        ? Lease.until(credential(), origin, end.get())
        : Lease.lasting(credential(), origin);
  }

  private Credential credential() {
    if (!form.isEmpty()) {
      return new Credential.Form(form);
    }
    if (id.isEmpty()) {
      return new Credential.Bearer(secret);
    }
    Credential.KeyPair pair = Credential.KeyPair.of(id, secret);
    return token.map(pair::withSessionToken).orElse(pair);
  }
}
