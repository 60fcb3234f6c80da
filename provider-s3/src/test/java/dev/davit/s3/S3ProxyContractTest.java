package dev.davit.s3;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

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
}
