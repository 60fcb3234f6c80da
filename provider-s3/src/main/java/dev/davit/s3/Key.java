package dev.davit.s3;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key that signs, with what was derived from it for the day. Prints without secrets. */
final class Key {
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
  Optional<Credential.KeyPair> pair() {
    return Optional.ofNullable(pair);
  }

  /** Tells whether renewing may help: lasting keys stay what they are. */
  boolean temporary() {
    return pair().flatMap(Credential.KeyPair::sessionToken).isPresent();
  }

  /** Tells whether it has the same secrets. */
  boolean signsAs(Credential.KeyPair other) {
    return pair != null
        && pair.accessKeyId().equals(other.accessKeyId())
        && pair.secret().equals(other.secret())
        && pair.sessionToken().equals(other.sessionToken());
  }

  /** Returns the signing key of a day and region. */
  byte[] signingKey(String day, String region) {
    Derived known = derived;
    if (known == null || !known.day.equals(day) || !known.region.equals(region)) {
      Secret secret = pair().orElseThrow().secret();
      known = new Derived(day, region, S3Signer.signingKey(secret, day, region));
      derived = known;
    }
    return known.key;
  }

  /** Removes the secrets from a text that a server wrote. */
  String scrubbed(String text) {
    String clean = text;
    if (pair != null) {
      clean = without(clean, pair.secret());
      if (pair.sessionToken().isPresent()) {
        clean = without(clean, pair.sessionToken().get());
      }
    }
    return clean;
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
    private final String region;
    private final byte[] key;

    Derived(String day, String region, byte[] key) {
      this.day = day;
      this.region = region;
      this.key = key;
    }
  }
}
