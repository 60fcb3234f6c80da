package dev.davit.core.usecase;

import dev.davit.core.internal.Pace;
import dev.davit.core.internal.Retries;
import dev.davit.core.internal.RetryPolicy;
import dev.davit.core.internal.Throttle;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Bandwidth;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.util.function.BooleanSupplier;

/** Makes the loop by which use cases beside uploading talk to a destination. */
final class Loops {

  private Loops() {}

  static UploadLoop to(
      Storage storage, Surroundings surroundings, int transfers, BooleanSupplier stopped) {
    Tasks tasks = surroundings.tasks();
    Throttle requests = new Throttle(surroundings.timer(), () -> 0);
    return new UploadLoop(
        new UploadLoop.Means(
            storage,
            tasks,
            tasks.lane(transfers),
            tasks.lane(Runtime.getRuntime().availableProcessors()),
            new Retries(RetryPolicy.defaults(), surroundings, requests, stopped),
            new Pace(surroundings, Bandwidth.unlimited()),
            stopped));
  }
}
