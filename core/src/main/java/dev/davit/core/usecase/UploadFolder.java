package dev.davit.core.usecase;

import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.Surroundings;

/** Lifts files and folders: scan, filter, decide, send, record, register. */
public final class UploadFolder {
  private final Surroundings surroundings;
  private final Machine machine;
  private final Providers providers;
  private final CredentialSource credentials;

  /** Makes one. */
  public UploadFolder(
      Surroundings surroundings,
      Machine machine,
      Providers providers,
      CredentialSource credentials) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.providers = providers;
    this.credentials = credentials;
  }

  /** Runs an order; see {@link dev.davit.core.Davit#upload}. */
  public Summary run(Upload upload, EventListener listener) throws InterruptedException {
    throw new IllegalStateException(
        "under construction "
            + surroundings
            + machine
            + providers
            + credentials
            + upload
            + listener);
  }
}
