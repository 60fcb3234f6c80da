package dev.davit.testkit.engine;

import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.simulation.PassedStorage;
import java.util.function.UnaryOperator;

/** Changes the receipts of completed uploads. */
final class Receipts extends PassedStorage {
  private final UnaryOperator<StoredObject> change;

  Receipts(Storage storage, UnaryOperator<StoredObject> change) {
    super(storage);
    this.change = change;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return changed(super.open(request));
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    return changed(super.resume(request, token));
  }

  private UploadSession changed(UploadSession session) {
    return new Session(session) {
      @Override
      public StoredObject complete() {
        return change.apply(super.complete());
      }
    };
  }
}
