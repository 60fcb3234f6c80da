package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.LoopbackServer;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.RequestRecord;
import dev.davit.testkit.server.ServerCounters;
import java.net.URI;
import java.util.List;

/**
 * A strict S3 on loopback, with faults on demand.
 *
 * <pre>{@code
 * try (S3Server server = S3Server.start()) {
 *   server.createBucket("lift");
 *   server.faults().on(Operation.PUT_OBJECT).times(3).answer(503);
 *   ...
 *   assertThat(server.bucket("lift").versions("a.txt")).hasSize(1);
 * }
 * }</pre>
 *
 * <p><b>Differences.</b> Not there: versioning, ACLs other than their header, lifecycle, policies,
 * SSE-C. An upload id is unknown as soon as it was completed.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class S3Server implements AutoCloseable {
  /** The key pair that every server knows at first. */
  public static final S3Credential CREDENTIAL =
      S3Credential.lasting("AKIDLOOPBACKEXAMPLE0", "wJalrLoopbackSecretExampleKey0123456789A");

  private final S3Options options;
  private final ObjectStoreState state;
  private final S3Authenticator authenticator;
  private final LoopbackServer server;

  private S3Server(S3Options options, ObjectStoreState state) {
    this.options = options;
    this.state = state;
    this.authenticator = new S3Authenticator(options);
    authenticator.accept(CREDENTIAL);
    S3Store store = new S3Store(options, state);
    this.server = new LoopbackServer(options.server(), new S3Protocol(store, authenticator));
  }

  /** Starts one that keeps everything in memory. */
  public static S3Server start() {
    return start(S3Options.defaults());
  }

  /** Starts one that keeps everything in memory. */
  public static S3Server start(S3Options options) {
    return start(options, ObjectStoreState.withHistory(BlobStore.inMemory()));
  }

  /** Starts one over a state, which may be that of an earlier one. */
  public static S3Server start(S3Options options, ObjectStoreState state) {
    return new S3Server(options, state);
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Returns its region. */
  public String region() {
    return options.region();
  }

  /** Makes a bucket in its region. */
  public BucketState createBucket(String name) {
    return state.createBucket(name, options.region());
  }

  /** Returns a bucket that exists. */
  public BucketState bucket(String name) {
    return state.bucket(name).orElseThrow();
  }

  /** Accepts a key pair from now on, in place of any of that name. */
  public S3Server accept(S3Credential credential) {
    authenticator.accept(credential);
    return this;
  }

  /** Knows a key pair no longer. */
  public S3Server forget(String accessKeyId) {
    authenticator.forget(accessKeyId);
    return this;
  }

  /** Returns what it holds and ever held. */
  public ObjectStoreState state() {
    return state;
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
