package dev.davit.testkit.engine;

import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A destination that asks for what its script says, as CloudDrive2 does. */
final class DemandingStorage implements Storage {
  private final List<Demand> script;
  private final Consumer<Demand.Send> beforeSupply;
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final Map<DigestAlgorithm, Digest> digests = new ConcurrentHashMap<>();
  private final AtomicInteger supplies = new AtomicInteger();
  private final AtomicInteger aborts = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private Optional<ResumeToken> token = Optional.empty();
  private Optional<StorageException> failure = Optional.empty();
  private Runnable onAnswer = () -> {};
  private byte[] received = new byte[0];

  DemandingStorage(List<Demand> script) {
    this(script, demand -> {});
  }

  DemandingStorage(List<Demand> script, Consumer<Demand.Send> beforeSupply) {
    this.script = script;
    this.beforeSupply = beforeSupply;
  }

  void resumable(ResumeToken token) {
    this.token = Optional.of(token);
  }

  void failNextOnce(StorageException failure) {
    this.failure = Optional.of(failure);
  }

  void onAnswer(Runnable onAnswer) {
    this.onAnswer = onAnswer;
  }

  byte[] received() {
    return received;
  }

  Map<DigestAlgorithm, Digest> digests() {
    return digests;
  }

  List<String> begun() {
    return begun;
  }

  int supplies() {
    return supplies.get();
  }

  int aborts() {
    return aborts.get();
  }

  int open() {
    return open.get();
  }

  @Override
  public StorageProfile profile() {
    return new StorageProfile(
        "test", Long.MAX_VALUE, 1000, 1000, Set.of(Overwrite.REPLACE), Set.of());
  }

  @Override
  public UploadSession open(UploadRequest request) {
    begun.add("open");
    return begin(request);
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken resumed) {
    begun.add("resume " + resumed.value());
    return begin(request);
  }

  private UploadSession begin(UploadRequest request) {
    received = new byte[Math.toIntExact(request.length())];
    open.incrementAndGet();
    return new Session(request);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return Optional.empty();
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // holds nothing
  }

  private final class Session implements UploadSession {
    private final UploadRequest request;
    private final List<Demand> left = new ArrayList<>(script);

    Session(UploadRequest request) {
      this.request = request;
    }

    @Override
    public Demand next() {
      if (failure.isPresent()) {
        StorageException thrown = failure.get();
        failure = Optional.empty();
        throw thrown;
      }
      return left.isEmpty() ? new Demand.Done() : left.remove(0);
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      supplies.incrementAndGet();
      beforeSupply.accept(demand);
      try (InputStream in = body.open()) {
        byte[] bytes = in.readAllBytes();
        if (bytes.length != demand.range().length()) {
          throw new IOException("a body of another length");
        }
        System.arraycopy(bytes, 0, received, (int) demand.range().offset(), bytes.length);
      }
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      digests.put(demand.algorithm(), digest);
      onAnswer.run();
    }

    @Override
    public Optional<ResumeToken> token() {
      return token;
    }

    @Override
    public StoredObject complete() {
      return StoredObject.of(request.key(), request.length());
    }

    @Override
    public void abort() {
      aborts.incrementAndGet();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
