package dev.davit.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Against somebody else's S3, which wants parts of 5 MiB and therefore takes its time: run it with
 * {@code -Ds3proxy.contract=true}. What is overridden is s3proxy's own way.
 */
@EnabledIfSystemProperty(named = "s3proxy.contract", matches = "true")
class S3ProxyContractTest extends StorageContract {
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static ProxyServer server;
  private String bucket;
  private S3Storage storage;

  @BeforeAll
  static void start() {
    server = new ProxyServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() {
    bucket = "bucket-" + BUCKETS.incrementAndGet();
    server.client().createBucket(r -> r.bucket(bucket));
    storage = reopened();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public S3Storage reopened() {
    return server.storage(bucket, Map.of());
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    return server.read(bucket, key);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(Listing.class, Removal.class);
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public int partLength() {
    return 5 << 20;
  }

  @Override
  protected void checkNoLeaks() {
    // what is unfinished at the service is found by its own listing
  }

  /** It forgets to check upload ids, and trips over those that look like paths. */
  @Test
  @Override
  public void aForeignTokenResumesNothing() {
    UploadRequest request = request("foreign", longContent(1));
    try (UploadSession session = storage.resume(request, new ResumeToken("5242880 ../../x"))) {
      assertThrows(
          StorageException.Transient.class, () -> Uploads.supply(session, longContent(1), 1));
    }
  }

  /** It takes parts for any upload id; only completing them fails. */
  @Test
  @Override
  public void whatEndedIsNotResumed() throws Exception {
    byte[] content = longContent(1);
    try (UploadSession session = storage.open(request("ended", content))) {
      Uploads.supply(session, content, 1);
      session.abort();
      Uploads.supply(session, content);
      assertThrows(StorageException.class, session::complete);
    }
    assertAbsent("ended");
  }

  @Test
  @Override
  public void anUploadThatWasDiscardedTakesNoMore() throws Exception {
    whatEndedIsNotResumed();
  }

  @Test
  @Override
  public void aTokenIsGoodForItsOwnUploadOnly() throws Exception {
    byte[] content = longContent(1);
    try (UploadSession session = storage.open(request("mine", content))) {
      ResumeToken token = session.token().orElseThrow();
      try (UploadSession other = storage.resume(request("other", content), token)) {
        assertEquals(5, Uploads.supply(other, content).size());
      }
      session.abort();
    }
    assertAbsent("mine");
    assertAbsent("other");
  }

  /** Its ListParts tells no checksums, and it will not complete without those it once had. */
  @Test
  @Override
  public void onlyTheGapsAreDemanded() throws Exception {
    byte[] content = longContent(1);
    UploadRequest request = request("resumed", content);
    UploadSession first = storage.open(request);
    Uploads.supply(first, content, 2);
    try (UploadSession session = reopened().resume(request, first.token().orElseThrow())) {
      assertEquals(3, Uploads.supply(session, content).size());
      assertThrows(StorageException.Rejected.class, session::complete);
    }
  }

  /** Its store in memory is a file system underneath. */
  @Test
  @Override
  public void aKeyMayBeginLikeAnotherOrIsRejected() throws Exception {
    store("a", content(1, 10));
    assertThrows(StorageException.class, () -> store("a/b", content(2, 10)));
    assertStored("a", content(1, 10));
  }

  /** It refuses to list what begins with a slash. */
  @Test
  @Override
  public void aPrefixIsAnyText() throws Exception {
    store("abc/d", content(1, 1));
    Listing listing = storage.facet(Listing.class).orElseThrow();
    assertEquals(1, listing.list("abc").count());
    assertThrows(StorageException.Rejected.class, () -> listing.list("/").count());
  }

  /** It lists in the order of UTF-16, not of UTF-8. */
  @Test
  @Override
  public void objectsAreListedInKeyOrder() throws Exception {
    List<String> keys = List.of("a b", "a/b", "\ud83d\udea2", "\uffee");
    for (String key : keys) {
      store(key, content(1, 1));
    }
    Listing listing = storage.facet(Listing.class).orElseThrow();
    assertEquals(keys, listing.list("").map(object -> object.key().value()).toList());
  }
}
