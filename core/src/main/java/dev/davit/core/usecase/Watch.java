package dev.davit.core.usecase;

import dev.davit.core.spi.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order to watch a folder and to lift what changes there, until it is asked to stop. */
public final class Watch {
  private final Builder parts;

  private Watch(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a builder.
   *
   * @param upload what is lifted where; {@link Upload#stop} ends the watch
   * @throws IllegalArgumentException if it has several sources, names single files, is a dry run,
   *     repairs, or ends by itself
   */
  public static Builder builder(Upload upload) {
    return new Builder(upload);
  }

  /** Returns what is lifted where. */
  public Upload upload() {
    return parts.upload;
  }

  /** Returns how the folder is watched. */
  public WatchOptions options() {
    return parts.options;
  }

  /** Returns how long a file must look the same before it is taken, if that was said. */
  public Optional<Duration> settle() {
    return Optional.ofNullable(parts.settle);
  }

  /** Returns how often all of the folder is compared with what is remembered. */
  public Duration reconcile() {
    return parts.reconcile;
  }

  /** Tells whether objects of files that vanish are removed. */
  public boolean deletes() {
    return parts.delete;
  }

  /** Returns how many objects are removed at most between two looks through all of the folder. */
  public long maxDelete() {
    return parts.maxDelete;
  }

  /** Returns what shows how the watch stands. */
  public WatchMonitor monitor() {
    return parts.monitor;
  }

  /** Builds an order. Used by one thread, once. */
  public static final class Builder {
    private final Upload upload;
    private WatchOptions options = WatchOptions.defaults();
    private @Nullable Duration settle;
    private Duration reconcile = Duration.ofHours(1);
    private boolean delete;
    private long maxDelete = 1000;
    private WatchMonitor monitor = new WatchMonitor();

    private Builder(Upload upload) {
      boolean endless =
          upload.sources().size() == 1
              && upload.only().isEmpty()
              && upload.mode() == Upload.Mode.REAL
              && upload.repair() == Upload.Repair.NONE
              && upload.awaitIndexed().isEmpty()
              && upload.maxDuration().isEmpty()
              && upload.maxTransfer().isEmpty();
      if (!endless) {
        throw new IllegalArgumentException(
            "a watch is of all of one folder, and neither limited, nor a repair or a dry run");
      }
      this.upload = upload;
    }

    /** Sets how the folder is watched; the platform tells of changes unless set. */
    public Builder options(WatchOptions options) {
      this.options = options;
      return this;
    }

    /**
     * Sets how long a file must look the same before it is taken. Unless set, a file is taken at
     * once where the platform says that its writer is done, and after 2 seconds elsewhere.
     *
     * @throws IllegalArgumentException if it is negative or more than an hour
     */
    public Builder settle(Duration settle) {
      if (settle.isNegative() || settle.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("the time to settle must be 0 to 1 h, not " + settle);
      }
      this.settle = settle;
      return this;
    }

    /**
     * Sets how often all of the folder is compared with what is remembered; hourly unless set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder reconcile(Duration every) {
      if (!every.isPositive()) {
        throw new IllegalArgumentException("the time between two comparisons is not positive");
      }
      reconcile = every;
      return this;
    }

    /** Removes the objects of files that vanish. */
    public Builder delete() {
      delete = true;
      return this;
    }

    /**
     * Sets how many objects are removed at most between two looks through all of the folder; 1000
     * unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxDelete(long most) {
      if (most < 0) {
        throw new IllegalArgumentException("a negative number of objects: " + most);
      }
      maxDelete = most;
      return this;
    }

    /** Sets what shows how the watch stands. */
    public Builder monitor(WatchMonitor monitor) {
      this.monitor = monitor;
      return this;
    }

    /** Returns the order. */
    public Watch build() {
      return new Watch(this);
    }
  }
}
