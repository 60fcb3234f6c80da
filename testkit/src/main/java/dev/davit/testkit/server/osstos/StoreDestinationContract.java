package dev.davit.testkit.server.osstos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Demand;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectAttributes;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Presigning;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.s3.S3Credential;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a destination at OSS or TOS must do when the service, or the way to it, does something
 * wrong, and what it must be able to do beside storing.
 */
public abstract class StoreDestinationContract {
  private static final byte[] SMALL = "some bytes".getBytes(StandardCharsets.UTF_8);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private @Nullable StoreServer running;

  /** Makes one; JUnit does. */
  protected StoreDestinationContract() {}

  /** Starts the server of this dialect. */
  protected abstract StoreServer start(StoreOptions options);

  /** Connects to the bucket {@code lift}; {@code part-size} and {@code min-part} are settings. */
  protected abstract Storage connect(
      Map<String, String> settings, CredentialSource keys, Clock clock);

  /** Returns what the service's own header names begin with. */
  protected abstract String prefix();

  /** Returns the settings that ask for everything that a header can, and the headers. */
  protected abstract Map<String, String> dressed();

  @BeforeEach
  final void open() {
    restart(StoreOptions.defaults());
  }

  @AfterEach
  final void close() throws Exception {
    StoreServer server = server();
    assertThat(server.loopback().surprises()).isEmpty();
    for (AutoCloseable each : opened) {
      each.close();
    }
    server.close();
  }

  private void restart(StoreOptions options) {
    if (running != null) {
      running.close();
    }
    running = start(options.withMinPartBytes(1));
    server().createBucket("lift");
  }

  private StoreServer server() {
    return Objects.requireNonNull(running);
  }

  private Storage storage(String... settings) {
    return storage(lasting(), Clock.systemUTC(), settings);
  }

  private Storage storage(CredentialSource keys, Clock clock, String... settings) {
    Map<String, String> values = new HashMap<>();
    values.put("endpoint", server().endpoint().toString());
    values.put("region", server().region());
    values.put("part-size", "64k");
    values.put("min-part", "1");
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    Storage storage = connect(values, keys, clock);
    opened.add(storage);
    return storage;
  }

  private static CredentialSource lasting() {
    S3Credential known = StoreServer.CREDENTIAL;
    Credential pair = Credential.KeyPair.of(known.accessKeyId(), Secret.of(known.secretKey()));
    Lease<Credential> lease = Lease.lasting(pair, "the test");
    return new Renewing() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return lease;
      }
    };
  }

  /** Lends a temporary key, and a new one when told that it has expired. */
  private static class Renewing implements CredentialSource {
    private int generation;

    S3Credential credential(Instant end) {
      return S3Credential.temporary(
          "STS.key" + generation, "secret-of-" + generation, "token-of-" + generation, end);
    }

    @Override
    public synchronized Lease<Credential> lease(CredentialScope scope) {
      S3Credential now = credential(Instant.MAX);
      return Lease.lasting(
          Credential.KeyPair.of(now.accessKeyId(), Secret.of(now.secretKey()))
              .withSessionToken(Secret.of(now.sessionToken().orElseThrow())),
          "the test");
    }

    @Override
    public synchronized void expired(Lease<Credential> lease) {
      generation++;
    }
  }

  private static byte[] large() {
    byte[] content = new byte[300 << 10];
    new Random(7).nextBytes(content);
    return content;
  }

  private static StoredObject put(Storage storage, String key, byte[] content) throws Exception {
    return Uploads.store(storage, UploadRequest.of(ObjectKey.of(key), content.length), content);
  }

  private static StorageException refused(Storage storage) {
    try {
      StoredObject stored = put(storage, "key", SMALL);
      throw new AssertionError("was stored: " + stored);
    } catch (StorageException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private byte[] read(String key) throws Exception {
    StoredVersion stored = server().bucket("lift").object(key).orElseThrow();
    return stored.content().bytes();
  }

  @Test
  void aSmallObjectIsOneRequestAndVerified() throws Exception {
    Storage storage = storage();
    StoredObject stored = put(storage, "dür/a b+c%20 中", SMALL);
    assertThat(stored.digest(DigestAlgorithm.CRC64_ECMA)).isPresent();
    assertThat(server().counters().requests()).isEqualTo(1);
    assertThat(read("dür/a b+c%20 中")).isEqualTo(SMALL);
    assertThat(storage.find(ObjectKey.of("dür/a b+c%20 中")).orElseThrow().digests())
        .isEqualTo(stored.digests());
  }

  @ParameterizedTest
  @ValueSource(ints = {2 << 16, 3 << 16, 4 << 16, (4 << 16) + 1, (4 << 16) - 1})
  void everyLastPartArrives(int length) throws Exception {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    put(storage(), "large", content);
    assertThat(read("large")).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError, Transient",
    "503, ServiceUnavailable, Transient",
    "503, Unheard, Transient",
    "429, TooManyRequests, Transient",
    "429, ExceedQPSLimit, Transient",
    "400, RequestTimeout, Transient",
    "408, Unheard, Transient",
    "403, AccessDenied, Denied",
    "403, InvalidAccessKeyId, Denied",
    "403, Unheard, Denied",
    "401, Unheard, Denied",
    "404, NoSuchBucket, Missing",
    "412, PreconditionFailed, Conflict",
    "409, FileAlreadyExists, Conflict",
    "409, DuplicateObject, Conflict",
    "400, EntityTooLarge, Rejected",
    "400, InvalidArgument, Rejected",
    "405, MethodNotAllowed, Rejected",
    "501, NotImplemented, Rejected",
    "400, InvalidBucketName, Unusable",
    "403, SignatureDoesNotMatch, Unusable",
    "302, Unheard, Unusable",
  })
  void everyRefusalHasItsVerdict(int status, String code, String verdict) {
    String body =
        prefix().equals("x-oss-")
            ? "<Error><Code>" + code + "</Code><Message>for a test</Message></Error>"
            : "{\"Code\":\"" + code + "\",\"Message\":\"for a test\",\"RequestId\":\"1\"}";
    server()
        .faults()
        .on(Operation.PUT_OBJECT)
        .raise(new Fault.Replacement(status, "application/x", body));
    StorageException seen = refused(storage());
    assertThat(seen.getClass().getSimpleName()).as(seen.getMessage()).isEqualTo(verdict);
    assertThat(seen.where().operation()).isEqualTo("PutObject");
    assertThat(server().counters().requests()).as("nothing is repeated").isEqualTo(1);
  }

  @Test
  void yesWithoutProofIsNo() throws Exception {
    Storage storage = storage();
    server().faults().on(Operation.PUT_OBJECT).times(1).okWithError("InternalError");
    assertThat(refused(storage)).isInstanceOf(Transient.class);
    server().faults().on(Operation.PUT_OBJECT).times(1).okWithHtml();
    assertThat(refused(storage)).isInstanceOf(Transient.class);
    server().faults().on(Operation.PUT_OBJECT).times(1).withoutHeader("ETag");
    assertThat(refused(storage)).isInstanceOf(Transient.class);
    String crc = prefix() + "hash-crc64ecma";
    server().faults().on(Operation.PUT_OBJECT).times(1).withoutHeader(crc);
    assertThat(refused(storage)).isInstanceOf(Transient.class);
    server().faults().on(Operation.PUT_OBJECT).times(1).withHeader(crc, "42");
    assertThat(refused(storage)).isInstanceOf(Transient.class).hasMessageContaining("CRC-64 42");
    server().faults().on(Operation.UPLOAD_PART).times(1).withHeader(crc, "42");
    assertThatThrownBy(() -> put(storage, "large", large()))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("CRC-64 42");
    server().faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).okWithError("InternalError");
    assertThatThrownBy(() -> put(storage, "large", large())).isInstanceOf(Transient.class);
    server().faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).okWithHtml();
    assertThatThrownBy(() -> put(storage, "large", large()))
        .isInstanceOf(StorageException.Indeterminate.class);
    assertThat(server().bucket("lift").object("large")).isEmpty();
  }

  @Test
  void aPauseThatIsAskedForIsHeard() {
    server().faults().on(Operation.PUT_OBJECT).slowDown("7");
    assertThat(((Transient) refused(storage())).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void aLostAnswerToCompleteIsSettledByTheChecksum() throws Exception {
    Storage storage = storage();
    byte[] content = large();
    UploadRequest request = UploadRequest.of(ObjectKey.of("large"), content.length);
    try (UploadSession session = storage.open(request)) {
      assertThat(Uploads.supply(session, content)).isNotEmpty();
      server().faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).commitThenAnswer(500);
      assertThatThrownBy(session::complete).isInstanceOf(Transient.class);
      StoredObject stored = session.complete(); // the upload is gone, and the object is right
      assertThat(stored.length()).isEqualTo(content.length);
    }
    try (UploadSession session = storage.open(request)) {
      assertThat(Uploads.supply(session, content)).isNotEmpty();
      server().faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).loseAnswer(Fault.Cut.RST);
      assertThatThrownBy(session::complete).isInstanceOf(StorageException.Indeterminate.class);
    }
    assertThat(read("large")).isEqualTo(content);
  }

  @Test
  void whatMustNotBeReplacedIsNot() throws Exception {
    Storage storage = storage();
    put(storage, "key", SMALL);
    for (byte[] content : List.of(SMALL, large())) {
      UploadRequest request =
          UploadRequest.of(ObjectKey.of("key"), content.length)
              .withOverwrite(Overwrite.ONLY_IF_ABSENT);
      assertThatThrownBy(() -> Uploads.store(storage, request, content))
          .isInstanceOf(StorageException.Conflict.class);
    }
    byte[] content = large();
    UploadRequest late =
        UploadRequest.of(ObjectKey.of("late"), content.length)
            .withOverwrite(Overwrite.ONLY_IF_ABSENT);
    try (UploadSession session = storage.open(late)) {
      assertThat(Uploads.supply(session, content)).isNotEmpty();
      put(storage, "late", SMALL);
      assertThatThrownBy(session::complete).isInstanceOf(StorageException.Conflict.class);
    }
    assertThat(read("late")).isEqualTo(SMALL);
  }

  @Test
  void anExpiredKeyIsRenewedWhateverAsksWithIt() throws Exception {
    Renewing keys = new Renewing();
    Storage storage = storage(keys, Clock.systemUTC());
    server().accept(keys.credential(Instant.now().minusSeconds(1)));
    Denied seen = (Denied) refused(storage);
    assertThat(seen.reason()).isEqualTo(Denied.Reason.EXPIRED);
    server().accept(keys.credential(Instant.now().plusSeconds(600)));
    put(storage, "key", SMALL);
    server().accept(keys.credential(Instant.now().minusSeconds(1)));
    assertThatThrownBy(() -> storage.find(ObjectKey.of("key"))).isInstanceOf(Denied.class);
    server().accept(keys.credential(Instant.now().minusSeconds(1)));
    Listing listing = storage.facet(Listing.class).orElseThrow();
    assertThatThrownBy(() -> listing.list("").count()).isInstanceOf(Denied.class);
    server().accept(keys.credential(Instant.now().plusSeconds(600)));
    assertThat(listing.list("").count()).isEqualTo(1);
    put(storage, "large", large());
  }

  @Test
  void noSecretIsEverSaid() {
    Renewing keys = new Renewing();
    Storage storage = storage(keys, Clock.systemUTC());
    server().accept(keys.credential(Instant.now().plusSeconds(600)));
    server()
        .faults()
        .on()
        .raise(
            new Fault.Replacement(
                403,
                "text/plain",
                prefix().equals("x-oss-")
                    ? "<Error><Message>secret-of-0 token-of-0</Message></Error>"
                    : "{\"Message\":\"secret-of-0 token-of-0\"}"));
    java.io.StringWriter text = new java.io.StringWriter();
    refused(storage).printStackTrace(new java.io.PrintWriter(text));
    assertThat(text.toString()).contains("***").doesNotContain("secret-of", "token-of");
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600, 86_000})
  void aWrongClockIsMadeUpFor(long seconds) throws Exception {
    Storage storage =
        storage(lasting(), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
    assertThat(refused(storage)).isInstanceOf(Transient.class).hasMessageContaining("clock");
    put(storage, "key", SMALL);
    put(storage, "large", large());
  }

  @Test
  void theRightRegionIsNamed() {
    assertThat(refused(storage("region", "cn-shanghai")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("--region cn-beijing");
  }

  @Test
  void whatIsStoredBesideTheBytesArrives() throws Exception {
    List<String> settings = new ArrayList<>();
    dressed()
        .forEach((name, value) -> {
          if (!name.startsWith("x-")) {
            settings.add(name);
            settings.add(value);
          }
        });
    Storage storage = storage(settings.toArray(String[]::new));
    ObjectAttributes attributes =
        ObjectAttributes.defaults().withMetadata(Map.of("origin", "here", "name", "文件×"));
    for (byte[] content : List.of(SMALL, large())) {
      UploadRequest request =
          UploadRequest.of(ObjectKey.of("model.safetensors"), content.length)
              .withAttributes(attributes);
      assertThat(Uploads.store(storage, request, content).length()).isEqualTo(content.length);
      Map<String, String> kept =
          server().bucket("lift").object("model.safetensors").orElseThrow().headers();
      dressed()
          .forEach((name, value) -> {
            if (name.startsWith("x-")) {
              assertThat(kept).containsEntry(name, value);
            }
          });
      assertThat(kept)
          .containsEntry(prefix() + "meta-origin", "here")
          .containsEntry(prefix() + "meta-name", "%E6%96%87%E4%BB%B6%C3%97")
          .containsEntry("content-type", "application/octet-stream");
    }
  }

  @Test
  void aLinkOpensTheObjectForAWhile() throws Exception {
    Storage storage = storage();
    put(storage, "a b/中+%.txt", SMALL);
    Presigning presigning = storage.facet(Presigning.class).orElseThrow();
    URI link = presigning.presign(ObjectKey.of("a b/中+%.txt"), Duration.ofMinutes(5));
    try (InputStream in = link.toURL().openStream()) {
      assertThat(in.readAllBytes()).isEqualTo(SMALL);
    }
    assertThat(link.toString()).doesNotContain(StoreServer.CREDENTIAL.secretKey());
    assertThatThrownBy(() -> presigning.presign(ObjectKey.of("x"), Duration.ofDays(8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCopyNeedsNoBody() throws Exception {
    Storage storage = storage();
    put(storage, "from/a b+ü", SMALL);
    ServerCopy copying = storage.facet(ServerCopy.class).orElseThrow();
    assertThat(copying.copy(ObjectKey.of("from/a b+ü"), ObjectKey.of("to/中")).length())
        .isEqualTo(SMALL.length);
    assertThat(read("to/中")).isEqualTo(SMALL);
    assertThatThrownBy(() -> copying.copy(ObjectKey.of("nothing"), ObjectKey.of("to/b")))
        .isInstanceOf(StorageException.Missing.class);
  }

  @Test
  void aLargeCopyIsMadeOfParts() throws Exception {
    Storage storage = storage("copy-at-once", "128k");
    byte[] content = large();
    put(storage, "from", content);
    ServerCopy copying = storage.facet(ServerCopy.class).orElseThrow();
    StoredObject copy = copying.copy(ObjectKey.of("from"), ObjectKey.of("to/中"));
    assertThat(copy.length()).isEqualTo(content.length);
    assertThat(read("to/中")).isEqualTo(content);
    assertThat(server().counters().requests(Operation.UPLOAD_PART_COPY)).isEqualTo(3);
    server().faults().on(Operation.UPLOAD_PART_COPY).after(1).answer(403, "AccessDenied");
    assertThatThrownBy(() -> copying.copy(ObjectKey.of("from"), ObjectKey.of("to/b")))
        .isInstanceOf(Denied.class);
    UnfinishedUploads uploads = storage.facet(UnfinishedUploads.class).orElseThrow();
    assertThat(uploads.unfinished("").count()).as("nothing is left behind").isZero();
  }

  @Test
  void aCopyIsOfTheClassThatIsSetAndKeepsItsMetadata() throws Exception {
    ObjectAttributes attributes = ObjectAttributes.defaults().withMetadata(Map.of("origin", "here"));
    UploadRequest request =
        UploadRequest.of(ObjectKey.of("from"), SMALL.length).withAttributes(attributes);
    Uploads.store(storage(), request, SMALL);
    Storage storage = storage("storage-class", "IA", "acl", "private", "sse", "AES256");
    storage
        .facet(ServerCopy.class)
        .orElseThrow()
        .copy(ObjectKey.of("from"), ObjectKey.of("to"));
    assertThat(server().bucket("lift").object("to").orElseThrow().headers())
        .containsEntry(prefix() + "storage-class", "IA")
        .containsEntry(prefix() + "server-side-encryption", "AES256")
        .containsEntry(prefix() + "meta-origin", "here");
  }

  @Test
  void aTrafficLimitIsSaidInBits() throws Exception {
    put(storage("traffic-limit", "1M"), "key", SMALL);
    assertThat(server().bucket("lift").object("key").orElseThrow().headers())
        .containsEntry(prefix() + "traffic-limit", "8388608");
  }

  @Test
  void whatIsUnfinishedIsSeenAndDiscarded() {
    Storage storage = storage();
    UnfinishedUploads uploads = storage.facet(UnfinishedUploads.class).orElseThrow();
    assertThat(uploads.unfinished("").count()).isZero();
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of("dir/lärge 中"), 1 << 20))) {
      assertThat(session.token()).isPresent();
      List<UnfinishedUploads.Unfinished> seen = uploads.unfinished("dir/").toList();
      assertThat(seen).extracting(u -> u.key().value()).containsExactly("dir/lärge 中");
      uploads.discard(seen.getFirst());
      uploads.discard(seen.getFirst());
      assertThat(uploads.unfinished("").count()).isZero();
    }
  }

  @Test
  void aListingGoesOnOverItsPages() throws Exception {
    int objects = 1005; // a page has 1,000
    for (int i = 0; i < objects; i++) {
      StoredVersion version =
          new StoredVersion(
              "many/ü %04d".formatted(i),
              Blob.empty(),
              "0123",
              Instant.now(),
              Map.of(),
              Map.of(),
              List.of());
      assertThat(server().bucket("lift").put(version, present -> true)).isTrue();
    }
    List<String> keys =
        storage()
            .facet(Listing.class)
            .orElseThrow()
            .list("many/")
            .map(object -> object.key().value())
            .toList();
    assertThat(keys)
        .isEqualTo(IntStream.range(0, objects).mapToObj("many/ü %04d"::formatted).toList());
  }

  @Test
  void aPartThatWasReplacedByAnotherLengthIsSentAgain() throws Exception {
    Storage storage = storage();
    byte[] content = large();
    UploadRequest request = UploadRequest.of(ObjectKey.of("large"), content.length);
    UploadSession first = storage.open(request);
    Demand.Send send = Uploads.firstSend(first, content);
    first.supply(send, Bodies.of(content, send.range()));
    first.close();
    try (UploadSession second = storage.resume(request, first.token().orElseThrow())) {
      assertThat(Uploads.supply(second, content)).noneMatch(send.range()::equals);
      assertThat(second.complete().digest(DigestAlgorithm.CRC64_ECMA)).isPresent();
    }
    assertThat(read("large")).isEqualTo(content);
  }

  @Test
  void theApplicationServerIsCalledAndItsSilenceIsTold() throws Exception {
    try (CalledServer called = new CalledServer()) {
      Storage storage = storage("callback-url", called.url());
      put(storage, "dir/key", SMALL);
      put(storage, "large", large());
      assertThat(called.bodies())
          .anyMatch(body -> body.contains("object=dir%2Fkey") && body.contains("size=10"))
          .anyMatch(body -> body.contains("object=large"));
    }
    Storage deaf = storage("callback-url", "http://127.0.0.1:1/nobody");
    assertThat(refused(deaf))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("the object is stored, but");
    assertThatThrownBy(() -> put(deaf, "large", large()))
        .isInstanceOf(StorageException.Rejected.class)
        .hasMessageContaining("the object is stored, but");
  }

  @Test
  void aHostThatStandsForTheBucketIsUsedAsSuch() throws Exception {
    restart(StoreOptions.defaults().withCustomDomain("localhost", "lift"));
    String endpoint = server().endpoint().toString().replace("127.0.0.1", "localhost");
    Storage storage = storage("cname", "true", "endpoint", endpoint);
    put(storage, "dir/a b", SMALL);
    assertThat(read("dir/a b")).isEqualTo(SMALL);
    assertThat(storage.facet(Listing.class).orElseThrow().list("").count()).isEqualTo(1);
  }

  @Test
  void aPublicEndpointThatIsForbiddenIsExplained() {
    restart(StoreOptions.defaults().withPublicEndpointForbidden());
    assertThat(refused(storage())).hasMessageContaining("PublicEndpointForbidden");
  }

  /** An application server that says yes. */
  private static final class CalledServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();

    CalledServer() throws java.io.IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] yes = "{\"Status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, yes.length);
            exchange.getResponseBody().write(yes);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
    }

    List<String> bodies() {
      return bodies;
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
