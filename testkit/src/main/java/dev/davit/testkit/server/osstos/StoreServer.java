package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.LoopbackServer;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.RequestRecord;
import dev.davit.testkit.server.ServerCounters;
import dev.davit.testkit.server.s3.S3Credential;
import java.net.URI;
import java.util.List;

/**
 * A strict {@linkplain #oss OSS} or {@linkplain #tos TOS} on loopback, with faults on demand.
 *
 * <p><b>Differences.</b> Not there: versioning, ACLs and tags other than their header, lifecycle,
 * policies, appends, trailers. An upload id is unknown as soon as it was completed. Buckets are
 * named in the path, or by a host below {@link StoreOptions#hostSuffixes}.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class StoreServer implements AutoCloseable {
  /** The key pair that every server knows at first. */
  public static final S3Credential CREDENTIAL =
      S3Credential.lasting("LTAILoopbackExample00001", "LoopbackSecretExampleKey012345");

  private final StoreOptions options;
  private final ObjectStoreState state;
  private final KeyRing keys;
  private final LoopbackServer server;

  private StoreServer(StoreOptions options, ObjectStoreState state, KeyRing keys, Dialect dialect) {
    this.options = options;
    this.state = state;
    this.keys = keys;
    keys.accept(CREDENTIAL);
    Store store = new Store(options, state, dialect);
    server = new LoopbackServer(options.server(), new StoreProtocol(store));
  }

  /** Starts an OSS that keeps everything in memory. */
  public static StoreServer oss(StoreOptions options) {
    return oss(options, ObjectStoreState.withHistory(BlobStore.inMemory()));
  }

  /** Starts an OSS over a state, which may be that of an earlier one. */
  public static StoreServer oss(StoreOptions options, ObjectStoreState state) {
    KeyRing keys = new KeyRing(options, "SecurityTokenExpired");
    return new StoreServer(options, state, keys, new OssDialect(keys));
  }

  /** Starts a TOS that keeps everything in memory. */
  public static StoreServer tos(StoreOptions options) {
    return tos(options, ObjectStoreState.withHistory(BlobStore.inMemory()));
  }

  /** Starts a TOS over a state, which may be that of an earlier one. */
  public static StoreServer tos(StoreOptions options, ObjectStoreState state) {
    KeyRing keys = new KeyRing(options, "InvalidSecurityToken");
    return new StoreServer(options, state, keys, new TosDialect(keys));
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Returns its region. */
  public String region() {
    return options.region();
  }

  /** Makes a bucket. */
  public BucketState createBucket(String name) {
    return state.createBucket(name, options.region());
  }

  /** Returns a bucket that exists. */
  public BucketState bucket(String name) {
    return state.bucket(name).orElseThrow();
  }

  /** Accepts a key pair from now on, in place of any of that name. */
  public StoreServer accept(S3Credential credential) {
    keys.accept(credential);
    return this;
  }

  /** Knows a key pair no longer. */
  public StoreServer forget(String accessKeyId) {
    keys.forget(accessKeyId);
    return this;
  }

  /** Returns the faults in force. */
  public Faults faults() {
    return server.faults();
  }

  /** Returns what it counted. */
  public ServerCounters counters() {
    return server.counters();
  }

  /** Returns every request that ended. */
  public List<RequestRecord> history() {
    return server.history();
  }

  /** Returns the server underneath. */
  public LoopbackServer loopback() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
