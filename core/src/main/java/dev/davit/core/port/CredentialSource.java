package dev.davit.core.port;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;

/**
 * Lends credentials, and keeps them fresh.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads. Cheap: ask before every request; what
 * is still good comes from memory.
 *
 * <p><b>Freshness.</b> A lease that has ended, or is about to, is not handed out while a newer one
 * can be had. What someone else renewed (a rewritten file) is noticed. A source that is half
 * written for a moment is read again before it counts as broken.
 */
public interface CredentialSource {

  /**
   * Lends a credential.
   *
   * @throws dev.davit.core.spi.SettingsException if there is none, or only half of one; the message
   *     names what is missing, where it was looked for, and no secret
   */
  Lease<Credential> lease(CredentialScope scope);

  /**
   * Says that a destination refused a lease as expired, whatever its end says. The next {@link
   * #lease} does not come from memory.
   */
  void expired(Lease<Credential> lease);
}
