package dev.davit.s3;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** The key of the moment: the one that was given, else what the SDK's own chain finds. */
final class Keys {
  private static final Duration ASK_CHAIN_AGAIN = Duration.ofMinutes(1);

  private final CredentialSource source;
  private final CredentialScope scope;
  private final Optional<String> profile;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Key current;
  private volatile Origin origin;
  private volatile Instant good = Instant.MIN;
  private @Nullable AwsCredentialsProvider chain;

  private enum Origin {
    UNKNOWN,
    SOURCE,
    CHAIN
  }

  Keys(CredentialSource source, CredentialScope scope, Optional<String> profile, Clock clock) {
    this.source = source;
    this.scope = scope;
    this.profile = profile;
    this.clock = clock;
    origin = profile.isPresent() ? Origin.CHAIN : Origin.UNKNOWN;
  }

  static Keys anonymous(CredentialScope scope, Clock clock) {
    return new Keys(new Nobody(), scope, Optional.empty(), clock);
  }

  /**
   * Returns the key to sign with now.
   *
   * @throws SettingsException if there is none
   */
  Key current() {
    return switch (origin) {
      case SOURCE -> fromSource();
      case CHAIN -> fromChain();
      case UNKNOWN -> first();
    };
  }

  /** Says that a key was refused as expired. */
  void expired(Key key) {
    if (origin == Origin.SOURCE) {
      source.expired(key.lease());
      return;
    }
    lock.lock();
    try {
      if (current == key) {
        chain = null;
        good = Instant.MIN;
      }
    } finally {
      lock.unlock();
    }
  }

  private Key first() {
    try {
      Key key = fromSource();
      origin = Origin.SOURCE;
      return key;
    } catch (NoCredentialException e) {
      try {
        Key key = fromChain();
        origin = Origin.CHAIN;
        return key;
      } catch (SettingsException none) {
        none.addSuppressed(e);
        throw none;
      }
    }
  }

  private Key fromSource() {
    Lease<Credential> lease = source.lease(scope);
    if (lease.value() instanceof Credential.Bearer) {
      throw new SettingsException(
          scope + " needs an access key, and " + lease.origin() + " holds a token");
    }
    Key known = current;
    if (known == null || known.lease() != lease) {
      known = new Key(lease);
      current = known;
    }
    return known;
  }

  private Key fromChain() {
    Key known = current;
    if (known != null && clock.instant().isBefore(good)) {
      return known;
    }
    lock.lock();
    try {
      Key key = askChain();
      current = key;
      Instant again = clock.instant().plus(ASK_CHAIN_AGAIN);
      good = key.lease().expires().filter(end -> end.isBefore(again)).orElse(again);
      return key;
    } catch (SdkException e) {
      throw new SettingsException(
          "s3://"
              + scope.container()
              + " needs an access key, and there is none "
              + profile
                  .map(name -> "in the profile \"" + name + "\"")
                  .orElse("in the environment, in ~/.aws, or from the machine's role")
              + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a --profile or a"
              + " --credentials file, or say --setting anonymous=true",
          e);
    } finally {
      lock.unlock();
    }
  }

  private Key askChain() {
    AwsCredentialsProvider provider = chain;
    if (provider == null) {
      provider =
          profile.isPresent()
              ? ProfileCredentialsProvider.create(profile.get())
              : DefaultCredentialsProvider.builder().build();
      chain = provider;
    }
    AwsCredentials found = provider.resolveCredentials();
    Credential.KeyPair pair = pair(found);
    Key known = current;
    if (known != null && known.signsAs(pair)) {
      return known;
    }
    String from = profile.map(name -> "the profile " + name).orElse("the AWS credential chain");
    Lease<Credential> lasting = Lease.lasting(pair, from);
    return new Key(
        found
            .expirationTime()
            .map(end -> Lease.<Credential>until(pair, from, end))
            .orElse(lasting));
  }

  private static Credential.KeyPair pair(AwsCredentials found) {
    Credential.KeyPair pair =
        Credential.KeyPair.of(found.accessKeyId(), Secret.of(found.secretAccessKey()));
    return found instanceof AwsSessionCredentials session
        ? pair.withSessionToken(Secret.of(session.sessionToken()))
        : pair;
  }

  /** Lends nobody's name. */
  private static final class Nobody implements CredentialSource {
    private final Lease<Credential> lease =
        Lease.lasting(new Credential.Anonymous(), "anonymous access");

    @Override
    public Lease<Credential> lease(CredentialScope scope) {
      return lease;
    }

    @Override
    public void expired(Lease<Credential> lease) {
      // it has no end
    }
  }
}
