package dev.davit.lane;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key that signs, with what was derived from it for the day. Prints without secrets. */
public final class Key {
  private final Lease<Credential> lease;
  private final Credential.@Nullable KeyPair pair;
  private volatile @Nullable Derived derived;

  Key(Lease<Credential> lease) {
    this.lease = lease;
    pair = lease.value() instanceof Credential.KeyPair keyPair ? keyPair : null;
  }

  Lease<Credential> lease() {
    return lease;
  }

  /** Returns the key pair; empty for anonymous access. */
  public Optional<Credential.KeyPair> pair() {
    return Optional.ofNullable(pair);
  }

  /** Tells whether renewing may help: lasting keys stay what they are. */
  public boolean temporary() {
    return pair().flatMap(Credential.KeyPair::sessionToken).isPresent();
  }

  /**
   * Returns the key of a day, derived step by step from the secret.
   *
   * @param prefix what precedes the secret
   * @param steps the same on every call but for the day, which is the first
   */
  public byte[] signingKey(String prefix, String... steps) {
    Derived known = derived;
    if (known == null || !known.day.equals(steps[0])) {
      String secret = pair().orElseThrow().secret().reveal();
      byte[] key = (prefix + secret).getBytes(StandardCharsets.UTF_8);
      for (String step : steps) {
        key = Hashes.hmac(key, step);
      }
      known = new Derived(steps[0], key);
      derived = known;
    }
    return known.key;
  }

  /** Removes the secrets from a text that a server wrote. */
  String scrubbed(String text) {
    if (pair == null) {
      return text;
    }
    String clean = without(text, pair.secret());
    return pair.sessionToken().isPresent() ? without(clean, pair.sessionToken().get()) : clean;
  }

  private static String without(String text, Secret secret) {
    return secret.isEmpty() ? text : text.replace(secret.reveal(), "***");
  }

  @Override
  public String toString() {
    return "Key[" + lease.origin() + "]";
  }

  private static final class Derived {
    private final String day;
    private final byte[] key;

    Derived(String day, byte[] key) {
      this.day = day;
      this.key = key;
    }
  }
}
