package dev.davit.testkit.simulation;

import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.Optional;

/** Passes everything on; bugs are planted by overriding. */
public class PassedStorage implements Storage {
  private final Storage storage;

  public PassedStorage(Storage storage) {
    this.storage = storage;
  }

  @Override
  public StorageProfile profile() {
    return storage.profile();
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return storage.open(request);
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    return storage.resume(request, token);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return storage.find(key);
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return storage.facet(facet);
  }

  @Override
  public void close() {
    storage.close();
  }

  /** Passes everything on. */
  public static class Session implements UploadSession {
    private final UploadSession session;

    public Session(UploadSession session) {
      this.session = session;
    }

    @Override
    public Demand next() throws InterruptedException {
      return session.next();
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      session.supply(demand, body);
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      session.answer(demand, digest);
    }

    @Override
    public Optional<ResumeToken> token() {
      return session.token();
    }

    @Override
    public StoredObject complete() {
      return session.complete();
    }

    @Override
    public void abort() {
      session.abort();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
