package dev.davit.core.internal;

import dev.davit.core.model.StorageException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run whose every further file would fail in the same way: at once where the error says so,
 * else after several failures without a success between them.
 */
public final class RunBreaker {
  private static final int IN_A_ROW = 5;

  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> cause = new AtomicReference<>();

  /** Notes that a file was stored. */
  public void stored() {
    inARow.set(0);
  }

  /** Notes that a file failed. */
  public void failed(StorageException e) {
    boolean stop =
        switch (e) {
          case StorageException.Unusable u -> true;
          case StorageException.Missing m -> m.what() == StorageException.Missing.What.CONTAINER;
          case StorageException.Denied d -> inARow.incrementAndGet() >= IN_A_ROW;
          case StorageException.Exhausted x -> inARow.incrementAndGet() >= IN_A_ROW;
          case StorageException.Transient t -> false;
          case StorageException.Conflict c -> false;
          case StorageException.Rejected r -> false;
          case StorageException.Unsupported u -> false;
          case StorageException.Indeterminate i -> false;
        };
    if (stop) {
      trip(e);
    }
  }

  /** Ends the run because of something that concerns all files. */
  public void trip(RuntimeException e) {
    cause.compareAndSet(null, e);
  }

  /** Returns why the run must end, if it must. */
  public Optional<RuntimeException> cause() {
    return Optional.ofNullable(cause.get());
  }
}
