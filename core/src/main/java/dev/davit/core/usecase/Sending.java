package dev.davit.core.usecase;

import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.Pace;
import dev.davit.core.internal.Retries;
import dev.davit.core.internal.RetryPolicy;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.internal.Throttle;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.util.function.BooleanSupplier;

/** By what the files of one run are sent: its lanes, its memory, its patience. */
final class Sending {
  private final RunBreaker breaker;
  private final MemoryTickets tickets = MemoryTickets.forThisHeap();
  private final Tasks.Lane lane;
  private final UploadLoop loop;

  /**
   * Makes it.
   *
   * @param parking whether what can be resumed is to be parked
   */
  Sending(
      Surroundings surroundings,
      Upload upload,
      Storage storage,
      RunBreaker breaker,
      BooleanSupplier parking) {
    this.breaker = breaker;
    Tasks tasks = surroundings.tasks();
    Pace pace = new Pace(surroundings, upload.bandwidth());
    int transfers = upload.transfers().orElse(Pace.FIRST);
    Tasks.Lane network = tasks.lane(transfers);
    lane = tasks.lane(transfers);
    if (upload.transfers().isEmpty()) {
      pace.adapt(network, lane);
    }
    Retries retries =
        new Retries(
            RetryPolicy.of(upload.maxRetries(), upload.retryDelay()),
            surroundings,
            new Throttle(surroundings.timer(), () -> upload.requestsPerSecond().orElse(0)),
            () -> parking.getAsBoolean() || breaker.cause().isPresent());
    loop =
        new UploadLoop(
            new UploadLoop.Means(
                storage,
                tasks,
                network,
                tasks.lane(Runtime.getRuntime().availableProcessors()),
                retries,
                pace,
                parking));
  }

  RunBreaker breaker() {
    return breaker;
  }

  MemoryTickets tickets() {
    return tickets;
  }

  /** Returns the lane of files. */
  Tasks.Lane lane() {
    return lane;
  }

  UploadLoop loop() {
    return loop;
  }
}
