package dev.davit.testkit.simulation;

import dev.davit.core.model.ByteRange;
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
import dev.davit.testkit.MemoryStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands at the destination's door: tells the oracle what comes in, and what is visible then. */
final class Witness implements Storage {
  private final MemoryStorage storage;
  private final Gate gate;
  private final Map<ResumeToken, Set<ByteRange>> unfinished = new HashMap<>();
  private final Set<ObjectKey> taken = new HashSet<>();
  private @Nullable Oracle judge;
  private int seen;

  Witness(MemoryStorage storage, Gate gate) {
    this.storage = storage;
    this.gate = gate;
  }

  /** Tells another oracle from now on. */
  void tell(Oracle oracle) {
    judge = oracle;
  }

  private Oracle oracle() {
    if (judge == null) {
      throw new IllegalStateException("nobody judges");
    }
    return judge;
  }

  /** Returns the tokens of uploads that are neither complete nor discarded. */
  Set<ResumeToken> unfinished() {
    return unfinished.keySet();
  }

  boolean everVisible(ObjectKey key, Digest identity) {
    return storage.history().stream()
        .filter(version -> version.key().equals(key))
        .anyMatch(version -> World.identity(version.bytes()).equals(identity));
  }

  Optional<byte[]> visible(ObjectKey key) {
    return storage.read(key);
  }

  @Override
  public StorageProfile profile() {
    return storage.profile();
  }

  @Override
  public UploadSession open(UploadRequest request) {
    oracle().begins(request.key());
    UploadSession session = storage.open(request);
    session.token().ifPresent(token -> unfinished.put(token, new HashSet<>()));
    gate.pass("opened", request.key().value());
    return new Watched(session, request, Set.of());
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    UploadSession session = storage.resume(request, token);
    gate.pass("resumed", request.key().value());
    return new Watched(session, request, Set.copyOf(unfinished.getOrDefault(token, Set.of())));
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

  private void look() {
    var history = storage.history();
    for (; seen < history.size(); seen++) {
      ObjectKey key = history.get(seen).key();
      oracle().visible(key, history.get(seen).bytes(), taken.add(key));
    }
  }

  private final class Watched implements UploadSession {
    private final UploadSession session;
    private final UploadRequest request;
    private final Set<ByteRange> there;

    Watched(UploadSession session, UploadRequest request, Set<ByteRange> there) {
      this.session = session;
      this.request = request;
      this.there = there;
    }

    @Override
    public Demand next() throws InterruptedException {
      return session.next();
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      oracle().sends(request.key(), demand.range(), there.contains(demand.range()));
      session.supply(demand, body);
      session
          .token()
          .ifPresent(token ->
              unfinished.computeIfPresent(
                  token,
                  (unused, ranges) -> {
                    ranges.add(demand.range());
                    return ranges;
                  }));
      look();
      gate.pass("supplied", request.key().value());
    }

    @Override
    public void inspect(Demand.Inspect demand, Body body) throws IOException {
      session.inspect(demand, body);
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
      StoredObject receipt = session.complete();
      session.token().ifPresent(unfinished::remove);
      look();
      gate.pass("completed", request.key().value());
      return receipt;
    }

    @Override
    public void abort() {
      session.abort();
      session.token().ifPresent(unfinished::remove);
      gate.pass("aborted", request.key().value());
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
