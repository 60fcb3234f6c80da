package dev.davit.testkit;

import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectAttributes;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.RequestForecast;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.MultipartSession;
import dev.davit.core.support.PartLimits;
import dev.davit.core.support.PartPlan;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A storage in memory, for tests of what uses storages. Strict: it fails on what callers promise
 * not to do, remembers every version that was ever visible, counts requests, and knows what was not
 * closed.
 *
 * <p>Safe for use by any number of threads; has none of its own.
 */
public final class MemoryStorage implements Storage {
  private static final int MAX_PARTS = 10_000;

  private final MemoryObjects objects;
  private final int longestWhole;
  private final int partLength;
  private final StorageProfile profile;
  private final Set<Strict> openSessions = ConcurrentHashMap.newKeySet();

  /** Makes one that stores up to 4 KiB whole and more in parts of 1 KiB. */
  public MemoryStorage() {
    this("test", 4096, 1024);
  }

  /**
   * Makes one.
   *
   * @param name tells it from others
   * @param longestWhole what is longer is stored in parts; in bytes
   * @param partLength in bytes, at least 1
   */
  public MemoryStorage(String name, int longestWhole, int partLength) {
    this.longestWhole = longestWhole;
    this.partLength = partLength;
    this.profile =
        new StorageProfile(
            MemoryObjects.SCHEME + ":" + name,
            Integer.MAX_VALUE,
            1024,
            1024,
            EnumSet.allOf(Overwrite.class),
            Set.of(DigestAlgorithm.CRC32C));
    this.objects = new MemoryObjects(profile);
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    objects.check(request);
    PartLimits limits = new PartLimits(1, Integer.MAX_VALUE, MAX_PARTS);
    return watched(
        request.length() <= longestWhole
            ? MultipartSession.whole(request, objects)
            : MultipartSession.parts(
                request, PartPlan.of(request.length(), partLength, limits), objects));
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    objects.check(request);
    return watched(MultipartSession.resume(MemoryObjects.SCHEME, request, token, objects));
  }

  private UploadSession watched(UploadSession session) {
    Strict strict = new Strict(session);
    openSessions.add(strict);
    return strict;
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return objects.find(key);
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    if (facet == Listing.class) {
      return Optional.of(facet.cast((Listing) objects::list));
    }
    if (facet == Removal.class) {
      return Optional.of(facet.cast((Removal) objects::remove));
    }
    if (facet == RequestForecast.class) {
      return Optional.of(facet.cast((RequestForecast) this::requests));
    }
    return Optional.empty();
  }

  private long requests(long length) {
    return length <= longestWhole
        ? 1
        : 2
            + PartPlan.of(length, partLength, new PartLimits(1, Integer.MAX_VALUE, MAX_PARTS))
                .parts();
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** Returns the bytes of the object at a key, if there is one. */
  public Optional<byte[]> read(ObjectKey key) {
    return objects.read(key);
  }

  /** Returns every version that was ever visible, oldest first, of all keys. */
  public List<Version> history() {
    return objects.history();
  }

  /**
   * Returns how many requests were made, by operation: {@code put}, {@code create}, {@code
   * uploadPart}, {@code listParts}, {@code complete}, {@code abort}, {@code find}, {@code list},
   * {@code remove}.
   */
  public Map<String, Integer> requests() {
    return objects.requests();
  }

  /** Returns how many uploads have begun and are neither complete nor aborted. */
  public int unfinishedUploads() {
    return objects.unfinishedUploads();
  }

  /**
   * Checks, at the end of a test, that everything that was opened is closed.
   *
   * @throws AssertionError if a session is still open
   */
  public void checkNoLeaks() {
    if (!openSessions.isEmpty()) {
      throw new AssertionError(openSessions.size() + " sessions were not closed");
    }
  }

  /** An object as it was visible once. */
  public static final class Version {
    private final ObjectKey key;
    private final byte[] bytes;
    private final ObjectAttributes attributes;

    Version(ObjectKey key, byte[] bytes, ObjectAttributes attributes) {
      this.key = key;
      this.bytes = bytes;
      this.attributes = attributes;
    }

    /** Returns its key. */
    public ObjectKey key() {
      return key;
    }

    /** Returns a copy of its bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Returns what was stored beside the bytes. */
    public ObjectAttributes attributes() {
      return attributes;
    }

    int length() {
      return bytes.length;
    }
  }

  /** A session that fails when its caller breaks a promise. */
  private final class Strict implements UploadSession {
    private final UploadSession session;
    private final Map<Long, Demand> demanded = new ConcurrentHashMap<>();
    private final Set<Long> supplied = ConcurrentHashMap.newKeySet();
    private volatile boolean done;
    private volatile boolean ended;

    Strict(UploadSession session) {
      this.session = session;
    }

    @Override
    public Demand next() throws InterruptedException {
      checkGoesOn();
      Demand demand = session.next();
      switch (demand) {
        case Demand.Send send -> demanded.put(send.id(), send);
        case Demand.Hash hash -> demanded.put(hash.id(), hash);
        case Demand.Inspect inspect -> demanded.put(inspect.id(), inspect);
        case Demand.Later ignored -> {}
        case Demand.Done ignored -> done = true;
      }
      return demand;
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      checkGoesOn();
      promised(demand.equals(demanded.get(demand.id())), "only what is demanded is supplied");
      promised(body.length() == demand.range().length(), "a body is exactly the demanded range");
      session.supply(demand, body);
      supplied.add(demand.id());
    }

    @Override
    public void inspect(Demand.Inspect demand, Body body) throws IOException {
      checkGoesOn();
      session.inspect(demand, body);
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      checkGoesOn();
      session.answer(demand, digest);
    }

    @Override
    public Optional<ResumeToken> token() {
      return session.token();
    }

    @Override
    public StoredObject complete() {
      checkGoesOn();
      promised(done, "complete comes after Done");
      promised(supplied.equals(demanded.keySet()), "complete comes after every supply");
      StoredObject receipt = session.complete();
      ended = true;
      return receipt;
    }

    @Override
    public void abort() {
      session.abort();
      ended = true;
    }

    @Override
    public void close() {
      session.close();
      openSessions.remove(this);
    }

    private void checkGoesOn() {
      promised(openSessions.contains(this), "a closed session is not used");
      promised(!ended, "after complete or abort a session is only closed");
    }

    private static void promised(boolean kept, String promise) {
      if (!kept) {
        throw new IllegalStateException("broken promise: " + promise);
      }
    }
  }
}
