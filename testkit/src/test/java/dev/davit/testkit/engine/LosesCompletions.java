package dev.davit.testkit.engine;

import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.simulation.PassedStorage;

/** Loses the requests that would complete an upload: nobody knows whether they arrived. */
final class LosesCompletions extends PassedStorage {
  LosesCompletions(Storage storage) {
    super(storage);
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return new Session(super.open(request)) {
      @Override
      public StoredObject complete() {
        throw new Indeterminate(
            Where.of("test", "complete", request.key().value()), "lost on the way", null);
      }
    };
  }
}
