package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import java.time.Duration;
import java.util.Optional;

/** Somewhere a credential may lie. Safe for use by any number of threads. */
interface Place {

  /** Returns its name, for people. */
  String name();

  /**
   * Looks.
   *
   * @return empty if there is none for this scope
   * @throws dev.davit.core.spi.SettingsException if there is half of one, or it cannot be read; the
   *     message says where and what to do, and holds no secret
   */
  Optional<Found> look(CredentialScope scope);

  /** Returns how long what was found is taken as it is before looking again. */
  Duration goodFor();

  /** Tells whether somebody may renew what lies here while a process runs. */
  boolean renewable();
}
