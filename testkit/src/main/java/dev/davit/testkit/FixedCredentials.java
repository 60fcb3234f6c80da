package dev.davit.testkit;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;

/** Lends one credential without end to everyone. */
public final class FixedCredentials implements CredentialSource {
  private final Lease<Credential> lease;

  /** Lends this one. */
  public FixedCredentials(Credential credential) {
    lease = Lease.lasting(credential, "a test");
  }

  /** Lends no proof at all. */
  public static FixedCredentials anonymous() {
    return new FixedCredentials(new Credential.Anonymous());
  }

  @Override
  public Lease<Credential> lease(CredentialScope scope) {
    return lease;
  }

  @Override
  public void expired(Lease<Credential> expired) {
    // there is no other
  }
}
