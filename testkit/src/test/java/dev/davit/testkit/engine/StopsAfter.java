package dev.davit.testkit.engine;

import dev.davit.core.model.Demand;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.simulation.PassedStorage;
import java.io.IOException;

/** Stops the run once so many supplies have succeeded. */
final class StopsAfter extends PassedStorage {
  private final Runnable stop;
  private int left;

  StopsAfter(Storage storage, int supplies, Runnable stop) {
    super(storage);
    left = supplies;
    this.stop = stop;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return new Session(super.open(request)) {
      @Override
      public void supply(Demand.Send demand, Body body) throws IOException {
        super.supply(demand, body);
        if (--left == 0) {
          stop.run();
        }
      }
    };
  }
}
