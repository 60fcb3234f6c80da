package dev.davit.lane;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import org.jspecify.annotations.Nullable;

/** The key of the moment. */
public final class Keys {
  private final CredentialSource source;
  private final CredentialScope scope;
  private volatile @Nullable Key current;

  /** Asks a source. */
  public Keys(CredentialSource source, CredentialScope scope) {
    this.source = source;
    this.scope = scope;
  }

  /** Lends nobody's name. */
  public static Keys anonymous(CredentialScope scope) {
    Lease<Credential> nobody = Lease.lasting(new Credential.Anonymous(), "anonymous access");
    return new Keys(
        new CredentialSource() {
          @Override
          public Lease<Credential> lease(CredentialScope wanted) {
            return nobody;
          }

          @Override
          public void expired(Lease<Credential> lease) {
            // it has no end
          }
        },
        scope);
  }

  /**
   * Returns the key to sign with now.
   *
   * @throws SettingsException if there is none
   */
  public Key current() {
    Lease<Credential> lease = source.lease(scope);
    if (lease.value() instanceof Credential.Bearer) {
      throw new SettingsException(
          scope.scheme()
              + "://"
              + scope.container()
              + " needs an access key, and "
              + lease.origin()
              + " holds a token");
    }
    Key known = current;
    if (known == null || known.lease() != lease) {
      known = new Key(lease);
      current = known;
    }
    return known;
  }

  /** Says that a key was refused as expired. */
  public void expired(Key key) {
    source.expired(key.lease());
  }
}
