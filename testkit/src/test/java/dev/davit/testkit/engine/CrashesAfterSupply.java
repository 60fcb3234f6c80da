package dev.davit.testkit.engine;

import dev.davit.core.model.Demand;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.simulation.PassedStorage;
import java.io.IOException;

/** Ends the process as soon as the destination has something. */
final class CrashesAfterSupply extends PassedStorage {
  CrashesAfterSupply(Storage storage) {
    super(storage);
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return new Session(super.open(request)) {
      @Override
      public void supply(Demand.Send demand, Body body) throws IOException {
        super.supply(demand, body);
        throw new Crash();
      }
    };
  }

  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }
}
