package dev.davit.s3;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.testkit.server.s3.S3Server;

/** Keys of nobody. */
final class TestKeys {
  static final String ID = S3Server.CREDENTIAL.accessKeyId();
  static final String SECRET = S3Server.CREDENTIAL.secretKey();

  private TestKeys() {}

  static Lease<Credential> lease() {
    return Lease.lasting(Credential.KeyPair.of(ID, Secret.of(SECRET)), "the test");
  }

  static CredentialSource source() {
    Lease<Credential> lease = lease();
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return lease;
      }

      @Override
      public void expired(Lease<Credential> lease) {
        // it stays what it is
      }
    };
  }
}
