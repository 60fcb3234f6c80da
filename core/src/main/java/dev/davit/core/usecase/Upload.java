package dev.davit.core.usecase;

import dev.davit.core.model.Bandwidth;
import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectAttributes;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.StateOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order to lift files and folders to a destination.
 *
 * <p>The contents of a folder land under the destination's prefix; a file lands there under its own
 * name.
 */
public final class Upload {
  private final Builder parts;

  private Upload(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a builder.
   *
   * @throws IllegalArgumentException if there is no source, or the destination has no such form
   */
  public static Builder builder(List<Path> sources, Destination destination) {
    return new Builder(sources, destination);
  }

  /** Returns an order with defaults. */
  public static Upload of(Path source, String destination) {
    return builder(List.of(source), Destination.parse(destination)).build();
  }

  /** What is looked at to decide whether a file needs sending. */
  public enum Trust {
    /** What is remembered: a file that looks as it did is not read. */
    STATE,
    /** Nothing: everything is sent. */
    NOTHING
  }

  /** What is done about objects that are not as they are remembered. */
  public enum Repair {
    /** Nothing: the destination is not looked through. */
    NONE,
    /** What is missing, has another length or could not be indexed is sent again. */
    RESEND,
    /** Also, of several objects under one key all but one are removed. */
    RESEND_AND_REMOVE_DUPLICATES
  }

  /** Of which files registrars are told. */
  public enum Telling {
    /** Of those that this run stores. */
    STORED,
    /** Also of those that are found to be stored already; see {@link Registration#PRESENT}. */
    PRESENT
  }

  /** Whether anything is sent. */
  public enum Mode {
    /** Send. */
    REAL,
    /** Only say what would be sent; nothing is written anywhere. */
    DRY
  }

  /** Returns the same order in mode {@link Mode#DRY}. */
  public Upload dry() {
    return new Upload(new Builder(parts).mode(Mode.DRY));
  }

  /** Returns the same order with another trust. */
  Upload trusting(Trust trust) {
    return new Upload(new Builder(parts).trust(trust));
  }

  /** Returns the sources. */
  public List<Path> sources() {
    return parts.sources;
  }

  /** Returns the destination. */
  public Destination destination() {
    return parts.destination;
  }

  /** Returns the destination's settings by name. */
  public Map<String, String> settings() {
    return parts.settings;
  }

  /** Returns how many requests are made at once; empty if that is found out while they are made. */
  public OptionalInt transfers() {
    return parts.transfers;
  }

  /** Returns how much is sent in a second. */
  public Bandwidth bandwidth() {
    return parts.bandwidth;
  }

  /** Returns how many requests are begun in a second; empty for any number. */
  public OptionalInt requestsPerSecond() {
    return parts.requestsPerSecond;
  }

  /** Returns how often a request is repeated at most. */
  public int maxRetries() {
    return parts.maxRetries;
  }

  /** Returns the longest pause before the first repetition. */
  public Duration retryDelay() {
    return parts.retryDelay;
  }

  /** Returns what is done about objects that are not as they are remembered. */
  public Repair repair() {
    return parts.repair;
  }

  /** Returns how long indexing may stand still while it is waited for; empty if it is not. */
  public Optional<Duration> awaitIndexed() {
    return Optional.ofNullable(parts.awaitIndexed);
  }

  /** Returns which files are taken. */
  public SourceOptions sourceOptions() {
    return parts.sourceOptions;
  }

  /** Returns where state is kept. */
  public StateOptions stateOptions() {
    return parts.stateOptions;
  }

  /** Returns what happens at keys that are taken. */
  public Overwrite overwrite() {
    return parts.overwrite;
  }

  /** Returns what is stored beside every object. */
  public ObjectAttributes attributes() {
    return parts.attributes;
  }

  /** Returns in which order files are sent. */
  public SendOrder order() {
    return parts.order;
  }

  /** Returns the files to take, if not all of the source. */
  public Optional<Set<RelativePath>> only() {
    return Optional.ofNullable(parts.only);
  }

  /** Returns after how long no further file is begun, if ever. */
  public Optional<Duration> maxDuration() {
    return Optional.ofNullable(parts.maxDuration);
  }

  /** Returns how many bytes of content are sent at most, if that matters. */
  public OptionalLong maxTransfer() {
    return parts.maxTransfer;
  }

  /** Returns what is trusted. */
  public Trust trust() {
    return parts.trust;
  }

  /** Returns whether anything is sent. */
  public Mode mode() {
    return parts.mode;
  }

  /** Returns who is told of stored objects. */
  public List<Registrar> registrars() {
    return parts.registrars;
  }

  /** Returns what registrars are told beside the facts; strings by name. */
  public Map<String, String> registrationAttributes() {
    return parts.registrationAttributes;
  }

  /** Returns of which files registrars are told. */
  public Telling telling() {
    return parts.telling;
  }

  /** Returns when registrars are told while a run has no end. */
  public RegistrationPace registrationPace() {
    return parts.registrationPace;
  }

  /** Returns what asks the run to end. */
  public Stop stop() {
    return parts.stop;
  }

  /** Builds an order. Used by one thread, once. */
  public static final class Builder {
    private final List<Path> sources;
    private final Destination destination;
    private Map<String, String> settings = Map.of();
    private OptionalInt transfers = OptionalInt.empty();
    private Bandwidth bandwidth = Bandwidth.unlimited();
    private OptionalInt requestsPerSecond = OptionalInt.empty();
    private int maxRetries = 7;
    private Duration retryDelay = Duration.ofMillis(200);
    private Repair repair = Repair.NONE;
    private @Nullable Duration awaitIndexed;
    private SourceOptions sourceOptions = SourceOptions.defaults();
    private StateOptions stateOptions = StateOptions.defaults();
    private Overwrite overwrite = Overwrite.REPLACE;
    private ObjectAttributes attributes = ObjectAttributes.defaults();
    private Trust trust = Trust.STATE;
    private Mode mode = Mode.REAL;
    private SendOrder order = SendOrder.FOUND;
    private @Nullable Set<RelativePath> only;
    private @Nullable Duration maxDuration;
    private OptionalLong maxTransfer = OptionalLong.empty();
    private List<Registrar> registrars = List.of();
    private Map<String, String> registrationAttributes = Map.of();
    private Telling telling = Telling.STORED;
    private RegistrationPace registrationPace = RegistrationPace.defaults();
    private Stop stop = new Stop();

    private Builder(List<Path> sources, Destination destination) {
      if (sources.isEmpty()) {
        throw new IllegalArgumentException("no source: name at least one file or folder");
      }
      this.sources = List.copyOf(sources);
      this.destination = destination;
    }

    private Builder(Builder other) {
      sources = other.sources;
      destination = other.destination;
      settings = other.settings;
      transfers = other.transfers;
      bandwidth = other.bandwidth;
      requestsPerSecond = other.requestsPerSecond;
      maxRetries = other.maxRetries;
      retryDelay = other.retryDelay;
      repair = other.repair;
      awaitIndexed = other.awaitIndexed;
      sourceOptions = other.sourceOptions;
      stateOptions = other.stateOptions;
      overwrite = other.overwrite;
      attributes = other.attributes;
      trust = other.trust;
      mode = other.mode;
      order = other.order;
      only = other.only;
      maxDuration = other.maxDuration;
      maxTransfer = other.maxTransfer;
      registrars = other.registrars;
      registrationAttributes = other.registrationAttributes;
      telling = other.telling;
      registrationPace = other.registrationPace;
      stop = other.stop;
    }

    /** Sets the destination's settings, such as {@code endpoint}. */
    public Builder settings(Map<String, String> settings) {
      this.settings = Map.copyOf(settings);
      return this;
    }

    /**
     * Sets how many requests are made at once. Unless set, their number grows while that helps, and
     * shrinks when the destination asks for it.
     *
     * @throws IllegalArgumentException if it is not 1 to 4096
     */
    public Builder transfers(int transfers) {
      if (transfers < 1 || transfers > 4096) {
        throw new IllegalArgumentException("transfers must be 1 to 4096, not " + transfers);
      }
      this.transfers = OptionalInt.of(transfers);
      return this;
    }

    /** Sets how much is sent in a second; unlimited unless set. */
    public Builder bandwidth(Bandwidth bandwidth) {
      this.bandwidth = bandwidth;
      return this;
    }

    /**
     * Sets how many requests are begun in a second, repetitions among them; any number unless set.
     *
     * @throws IllegalArgumentException if it is not 1 to 1,000,000
     */
    public Builder requestsPerSecond(int requests) {
      if (requests < 1 || requests > 1_000_000) {
        throw new IllegalArgumentException(
            "requests per second must be 1 to 1000000, not " + requests);
      }
      requestsPerSecond = OptionalInt.of(requests);
      return this;
    }

    /**
     * Sets how often a request is repeated at most; 7 times unless set.
     *
     * @throws IllegalArgumentException if it is not 0 to 100
     */
    public Builder maxRetries(int maxRetries) {
      if (maxRetries < 0 || maxRetries > 100) {
        throw new IllegalArgumentException("max retries must be 0 to 100, not " + maxRetries);
      }
      this.maxRetries = maxRetries;
      return this;
    }

    /**
     * Sets the longest pause before the first repetition, 200 ms unless set; it doubles from one to
     * the next, up to 20 seconds or the first one if that is longer.
     *
     * @throws IllegalArgumentException if it is not more than zero, or more than an hour
     */
    public Builder retryDelay(Duration delay) {
      if (!delay.isPositive() || delay.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("the retry delay must be up to 1 h, not " + delay);
      }
      this.retryDelay = delay;
      return this;
    }

    /** Sets what is done about objects that are not as they are remembered. */
    public Builder repair(Repair repair) {
      this.repair = repair;
      return this;
    }

    /**
     * Waits at the end until the destination has indexed what is stored there of this job.
     *
     * @param standstill gives up when nothing was indexed for so long
     */
    public Builder awaitIndexed(Duration standstill) {
      this.awaitIndexed = standstill;
      return this;
    }

    /** Sets which files are taken. */
    public Builder sourceOptions(SourceOptions options) {
      this.sourceOptions = options;
      return this;
    }

    /** Sets where state is kept. */
    public Builder stateOptions(StateOptions options) {
      this.stateOptions = options;
      return this;
    }

    /** Sets what happens at keys that are taken. */
    public Builder overwrite(Overwrite overwrite) {
      this.overwrite = overwrite;
      return this;
    }

    /** Sets what is stored beside every object. */
    public Builder attributes(ObjectAttributes attributes) {
      this.attributes = attributes;
      return this;
    }

    /** Sets in which order files are sent. */
    public Builder order(SendOrder order) {
      this.order = order;
      return this;
    }

    /**
     * Takes only these files of the source, which is one folder. Hidden ones are taken too: they
     * were asked for by name.
     *
     * @throws IllegalArgumentException if there are several sources
     */
    public Builder only(Set<RelativePath> paths) {
      if (sources.size() > 1) {
        throw new IllegalArgumentException("a list of files belongs to one source, not several");
      }
      only = Set.copyOf(paths);
      return this;
    }

    /**
     * Begins no further file after so long, and parks what can be resumed; never unless set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maxDuration(Duration duration) {
      if (!duration.isPositive()) {
        throw new IllegalArgumentException("the longest duration is not positive: " + duration);
      }
      maxDuration = duration;
      return this;
    }

    /**
     * Sends at most so many bytes of content: a file that is longer than what is left is not begun,
     * nor any after it.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxTransfer(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("a negative number of bytes: " + bytes);
      }
      maxTransfer = OptionalLong.of(bytes);
      return this;
    }

    /** Sets what is trusted. */
    public Builder trust(Trust trust) {
      this.trust = trust;
      return this;
    }

    /** Sets whether anything is sent. */
    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }

    /** Sets who is told of stored objects. */
    public Builder registrars(List<Registrar> registrars) {
      this.registrars = List.copyOf(registrars);
      return this;
    }

    /**
     * Sets what registrars are told beside the facts; kept with a registration that has to wait.
     */
    public Builder registrationAttributes(Map<String, String> attributes) {
      registrationAttributes = Map.copyOf(attributes);
      return this;
    }

    /** Sets of which files registrars are told; of those that are stored unless set. */
    public Builder telling(Telling telling) {
      this.telling = telling;
      return this;
    }

    /** Sets when registrars are told while a run has no end. */
    public Builder registrationPace(RegistrationPace pace) {
      registrationPace = pace;
      return this;
    }

    /** Sets what asks the run to end. */
    public Builder stop(Stop stop) {
      this.stop = stop;
      return this;
    }

    /** Returns the order. */
    public Upload build() {
      return new Upload(this);
    }
  }
}
