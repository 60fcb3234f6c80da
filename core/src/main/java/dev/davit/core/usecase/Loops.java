package dev.davit.core.usecase;

import dev.davit.core.internal.Retries;
import dev.davit.core.internal.RetryPolicy;
import dev.davit.core.internal.UploadLoop;
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
    return new UploadLoop(
        storage,
        surroundings,
        tasks.lane(transfers),
        tasks.lane(Runtime.getRuntime().availableProcessors()),
        new Retries(RetryPolicy.defaults(), surroundings, stopped),
        stopped);
  }
}
