package dev.davit.core.port;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import java.nio.file.Path;
import java.util.Optional;

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
   * @throws dev.davit.core.spi.NoCredentialException if there is none; the message names where it
   *     was looked for
   * @throws dev.davit.core.spi.SettingsException if there is only half of one, it cannot be read,
   *     or it was {@linkplain #expired refused} and not renewed; the message names what is missing,
   *     where, and no secret
   */
  Lease<Credential> lease(CredentialScope scope);

  /**
   * Says that a destination refused a lease as expired, whatever its end says. The next {@link
   * #lease} does not come from memory.
   */
  void expired(Lease<Credential> lease);

  /**
   * Returns a source that lends from one file only: what the setting {@code credentials} of a
   * destination asks for. Empty if this source reads no files.
   */
  default Optional<CredentialSource> in(Path file) {
    return Optional.empty();
  }
}
