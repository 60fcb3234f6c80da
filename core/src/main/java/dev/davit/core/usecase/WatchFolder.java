package dev.davit.core.usecase;

import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;

/**
 * Watches a folder and lifts what changes: what the platform tells of changes is a hint, looking
 * through the folder is the truth, and a file's content is its identity.
 */
public final class WatchFolder {
  private final Surroundings surroundings;
  private final Machine machine;
  private final Providers providers;
  private final CredentialSource credentials;

  /** Makes one. */
  public WatchFolder(
      Surroundings surroundings,
      Machine machine,
      Providers providers,
      CredentialSource credentials) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.providers = providers;
    this.credentials = credentials;
  }

  /** Runs an order; see {@link dev.davit.core.Davit#watch}. */
  public Summary run(Watch watch, EventListener listener) throws InterruptedException {
    Upload upload = watch.upload();
    SourceRoot root = machine.roots(upload.sources()).getFirst();
    if (!root.only().isEmpty()) {
      throw new SourceException(
          upload.sources().getFirst()
              + " is a file; a folder can be watched, or the file's folder");
    }
    LastLease leases = new LastLease(credentials, surroundings.clock());
    StorageContext context = new StorageContext(surroundings, leases);
    try (Storage storage = providers.connect(upload.destination(), upload.settings(), context)) {
      if (!storage.profile().overwriteModes().contains(upload.overwrite())) {
        throw new SettingsException(
            upload.destination().scheme() + " cannot keep objects from being replaced");
      }
      Job job = new Job(root.path(), Places.identity(upload, storage), "");
      Relay relay = new Relay(listener);
      try (Checkpoint checkpoint =
          machine.checkpoint(
              job, upload.stateOptions(), notice -> relay.on(new Event.Notice(notice)))) {
        WatchRun run =
            new WatchRun(surroundings, machine, watch, root, storage, checkpoint, leases, relay);
        return run.run(job);
      }
    }
  }

  /** Passes events on, and lets the watch hear of them too. */
  static final class Relay implements EventListener {
    private final EventListener listener;
    private volatile EventListener own = EventListener.none();

    Relay(EventListener listener) {
      this.listener = listener;
    }

    void hears(EventListener watch) {
      own = watch;
    }

    @Override
    public void on(Event event) {
      own.on(event);
      listener.on(event);
    }
  }
}
