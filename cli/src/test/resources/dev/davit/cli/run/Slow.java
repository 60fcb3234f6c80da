package acme;

import dev.davit.core.model.*;
import dev.davit.core.port.*;
import dev.davit.core.spi.*;
import java.io.IOException;
import java.nio.file.*;
import java.util.*;

/** Holds an upload up until there is a file called go. */
public final class Slow implements StorageProvider<Slow.None> {
  public record None() {}

  public String scheme() {
    return "slow";
  }

  public String description() {
    return "slow:NAME, which waits";
  }

  public None read(Settings settings) {
    return new None();
  }

  public Storage connect(None settings, StorageContext context) {
    return new Store();
  }

  static final class Store implements Storage {
    public StorageProfile profile() {
      return new StorageProfile(
          "slow", Long.MAX_VALUE, 1000, 1000, Set.of(Overwrite.REPLACE), Set.of());
    }

    public UploadSession open(UploadRequest request) {
      return new Session(request);
    }

    public UploadSession resume(UploadRequest request, ResumeToken token) {
      return open(request);
    }

    public Optional<StoredObject> find(ObjectKey key) {
      return Optional.empty();
    }

    public <F> Optional<F> facet(Class<F> facet) {
      return Optional.empty();
    }

    public void close() {}
  }

  static final class Session implements UploadSession {
    private final UploadRequest request;
    private boolean demanded;

    Session(UploadRequest request) {
      this.request = request;
    }

    public Demand next() {
      if (demanded) {
        return new Demand.Done();
      }
      demanded = true;
      return new Demand.Send(1, new ByteRange(0, request.length()));
    }

    public void supply(Demand.Send demand, Body body) throws IOException {
      body.open().readAllBytes();
      try {
        Files.writeString(Path.of("waiting"), "");
        while (!Files.exists(Path.of("go"))) {
          Thread.sleep(20);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    public void answer(Demand.Hash demand, Digest digest) {}

    public Optional<ResumeToken> token() {
      return Optional.empty();
    }

    public StoredObject complete() {
      return StoredObject.of(request.key(), request.length());
    }

    public void abort() {}

    public void close() {}
  }
}
