package dev.davit.core;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;

/** Has none. */
enum NoCredentials implements CredentialSource {
  INSTANCE;

  @Override
  public Lease<Credential> lease(CredentialScope scope) {
    throw new SettingsException(
        scope.scheme() + "://" + scope.container() + " needs a credential, and none was given");
  }

  @Override
  public void expired(Lease<Credential> lease) {
    // there are none
  }
}
