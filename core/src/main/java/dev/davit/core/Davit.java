package dev.davit.core;

import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.UploadFolder;
import java.util.List;
import java.util.ServiceLoader;
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
    return new UploadFolder(surroundings, machine, providers, credentials).run(upload, listener);
  }

  /** Lifts files and folders as {@link #upload(Upload, EventListener)} does, without listener. */
  public Summary upload(Upload upload) throws InterruptedException {
    return upload(upload, EventListener.none());
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
