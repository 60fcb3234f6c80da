package dev.davit.core;

import dev.davit.core.model.Destination;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.CheckFolder;
import dev.davit.core.usecase.CheckSummary;
import dev.davit.core.usecase.Checked;
import dev.davit.core.usecase.Compare;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.ExplainFile;
import dev.davit.core.usecase.FileExplanation;
import dev.davit.core.usecase.JobOutbox;
import dev.davit.core.usecase.JobStatus;
import dev.davit.core.usecase.Probe;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.SweepUploads;
import dev.davit.core.usecase.Swept;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.UploadFolder;
import dev.davit.core.usecase.VerifyDestination;
import dev.davit.core.usecase.Watch;
import dev.davit.core.usecase.WatchFolder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lifts files to where they are wanted.
 *
 * <p>Providers and the adapters to this machine are found by {@link ServiceLoader} unless given.
 * Methods block until the work is done; they never exit the process, install no shutdown hooks and
 * leave no threads behind. Safe for use by any number of threads.
 */
public final class Davit {
  private final Surroundings surroundings;
  private final Machine machine;
  private final Providers providers;
  private final CredentialSource credentials;

  private Davit(Builder builder) {
    surroundings = builder.surroundings;
    machine = builder.machine == null ? findMachine() : builder.machine;
    providers =
        builder.providers == null ? Providers.onClassPath() : Providers.of(builder.providers);
    credentials =
        builder.credentials == null ? machine.credentials(surroundings) : builder.credentials;
  }

  /** Returns one with everything found by itself. */
  public static Davit create() {
    return builder().build();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the providers. */
  public Providers providers() {
    return providers;
  }

  /**
   * Lifts files and folders, and waits until that is done.
   *
   * @return how it went; files that could not be sent are counted there, not thrown
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.port.SourceException if a source is missing or vanished
   * @throws dev.davit.core.port.CheckpointException if the state is locked or cannot be written
   * @throws InterruptedException if interrupted; everything done so far is remembered
   */
  public Summary upload(Upload upload, EventListener listener) throws InterruptedException {
    return uploads().run(upload, listener);
  }

  /** Lifts files and folders as {@link #upload(Upload, EventListener)} does, without listener. */
  public Summary upload(Upload upload) throws InterruptedException {
    return upload(upload, EventListener.none());
  }

  /**
   * Watches a folder and lifts what changes there, until the order's {@link Upload#stop} is
   * requested. A destination that cannot be reached, a credential that has expired and a folder
   * that is gone for a while are waited for, and said once; {@link Watch#monitor} shows how the
   * watch stands meanwhile.
   *
   * @param listener hears of each file that changed, as often as it does; of files that look as
   *     they did when they were stored it does not hear
   * @return how it went
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.port.SourceException if the source is a file
   * @throws dev.davit.core.port.CheckpointException if the state is locked or cannot be written
   * @throws InterruptedException if interrupted; everything done so far is remembered
   */
  public Summary watch(Watch watch, EventListener listener) throws InterruptedException {
    return new WatchFolder(surroundings, machine, providers, credentials).run(watch, listener);
  }

  /**
   * Says what {@link #upload} would send, and why; writes nothing, neither here nor there.
   *
   * @param listener hears of each file as it would in the run, with {@link
   *     dev.davit.core.usecase.Outcome.Planned} in place of {@code Stored}
   * @return with {@link Summary#plan}
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.port.SourceException if a source is missing or vanished
   * @throws InterruptedException if interrupted
   */
  public Summary plan(Upload upload, EventListener listener) throws InterruptedException {
    return upload(upload.dry(), listener);
  }

  /**
   * Says everything that decides what {@link #upload} would do with one file; writes nothing.
   *
   * @param order with one source
   * @param path below the source
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.port.SourceException if the source is missing
   * @throws InterruptedException if interrupted
   */
  public FileExplanation explain(Upload order, RelativePath path) throws InterruptedException {
    try (Storage storage = connect(order.destination(), order.settings())) {
      return new ExplainFile(surroundings, machine, uploads()).run(order, storage, path);
    }
  }

  /**
   * Compares a source with a destination; writes nothing. What the filters leave out is not
   * compared.
   *
   * @param order what was lifted where, with one source
   * @param listener hears of each file and object, one at a time, on several threads
   * @return how it went; a destination that fails is its cause, not thrown
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.port.SourceException if the source is missing
   * @throws InterruptedException if interrupted
   */
  public CheckSummary check(Upload order, Compare compare, Consumer<Checked> listener)
      throws InterruptedException {
    try (Storage storage = connect(order.destination(), order.settings())) {
      return new CheckFolder(surroundings, machine, order, compare, storage, listener).run();
    }
  }

  /**
   * Tries whether a destination keeps its promises, with a few small objects under a new prefix
   * {@code .davit-verify-…} below the destination's own, which are removed again.
   *
   * @param listener hears of each promise as it was tried
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.model.StorageException.Unsupported if nothing can be removed there
   * @throws InterruptedException if interrupted; what was written is removed all the same
   */
  public List<Probe> verify(
      Destination destination, Map<String, String> settings, Consumer<Probe> listener)
      throws InterruptedException {
    try (Storage storage = connect(destination, settings)) {
      return new VerifyDestination(storage, surroundings, destination.prefix(), listener).run();
    }
  }

  /**
   * Discards uploads that began at a destination and that nobody will finish.
   *
   * @param olderThan younger ones may be in use, and are left
   * @param mode whether anything is discarded
   * @param listener hears of each unfinished upload below the destination's prefix
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   * @throws dev.davit.core.model.StorageException if the destination fails, or shows no such
   *     uploads
   */
  public List<Swept> sweep(
      Destination destination,
      Map<String, String> settings,
      StateOptions state,
      Duration olderThan,
      Upload.Mode mode,
      Consumer<Swept> listener) {
    try (Storage storage = connect(destination, settings)) {
      return new SweepUploads(surroundings, machine, storage, state, listener)
          .run(destination.prefix(), olderThan, mode);
    }
  }

  /** Returns how the jobs stand that have state on this machine, by source and destination. */
  public List<JobStatus> jobs(StateOptions state) {
    return machine.jobs(state).stream()
        .sorted(
            Comparator.comparing((KnownJob known) -> known.job().source())
                .thenComparing(known -> known.job().destination())
                .thenComparing(KnownJob::folder))
        .map(known -> status(known, state))
        .toList();
  }

  private JobStatus status(KnownJob known, StateOptions state) {
    try (CheckpointView view = machine.view(known.job(), state, notice -> {})) {
      return new JobStatus(known, view.runs(), view.parked().size(), view.outbox().counts());
    }
  }

  /** Returns what the jobs that have state on this machine must still register, or could not. */
  public List<JobOutbox> outboxes(StateOptions state) {
    return jobs(state).stream()
        .map(status -> new JobOutbox(surroundings, machine, status.job(), state))
        .toList();
  }

  /**
   * Connects to a destination, for what it can do beside being uploaded to. Whoever asks closes it.
   *
   * @throws dev.davit.core.spi.SettingsException if a setting is missing, wrong or unknown
   */
  public Storage connect(Destination destination, Map<String, String> settings) {
    return providers.connect(destination, settings, new StorageContext(surroundings, credentials));
  }

  private UploadFolder uploads() {
    return new UploadFolder(surroundings, machine, providers, credentials);
  }

  private static Machine findMachine() {
    return ServiceLoader.load(Machine.class)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no adapter to this machine was found; add dev.davit:davit-local"));
  }

  /** Builds a {@link Davit}. Used by one thread. */
  public static final class Builder {
    private Surroundings surroundings = Surroundings.real();
    private @Nullable CredentialSource credentials;
    private @Nullable Machine machine;
    private @Nullable List<StorageProvider<?>> providers;

    private Builder() {}

    /** Replaces clock, randomness and threads; for simulations. */
    public Builder surroundings(Surroundings surroundings) {
      this.surroundings = surroundings;
      return this;
    }

    /** Replaces the adapters to this machine; for simulations. */
    public Builder machine(Machine machine) {
      this.machine = machine;
      return this;
    }

    /** Replaces the providers that are found by themselves. */
    public Builder providers(List<StorageProvider<?>> providers) {
      this.providers = List.copyOf(providers);
      return this;
    }

    /** Sets where credentials come from, in place of those that lie on this machine. */
    public Builder credentials(CredentialSource credentials) {
      this.credentials = credentials;
      return this;
    }

    /** Returns the result. */
    public Davit build() {
      return new Davit(this);
    }
  }
}
