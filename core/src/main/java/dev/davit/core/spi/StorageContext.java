package dev.davit.core.spi;

import dev.davit.core.port.CredentialSource;

/**
 * What a storage is given.
 *
 * @param surroundings clock, randomness and the like
 * @param credentials lends the credentials for its scope
 */
public record StorageContext(Surroundings surroundings, CredentialSource credentials) {

  /** Returns a copy with other credentials. */
  public StorageContext withCredentials(CredentialSource credentials) {
    return new StorageContext(surroundings, credentials);
  }
}
