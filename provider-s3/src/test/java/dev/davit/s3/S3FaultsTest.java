package dev.davit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Demand;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.FaultRule;
import dev.davit.testkit.server.LoopbackTls;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.ServerOptions;
import dev.davit.testkit.server.s3.S3Credential;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service, and the way to it, can do wrong. */
class S3FaultsTest {
  private static final byte[] SMALL =
      "some bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final byte[] LARGE = new byte[300 << 10];

  private S3Server server;
  private final List<S3Storage> opened = new ArrayList<>();

  @BeforeEach
  void start() {
    server = S3Server.start(S3Options.defaults().withMinPartBytes(1));
    server.createBucket("lift");
  }

  @AfterEach
  void stop() {
    opened.forEach(S3Storage::close);
    server.close();
  }

  private S3Storage storage(String... settings) {
    return storage(TestKeys.source(), Clock.systemUTC(), settings);
  }

  private S3Storage storage(CredentialSource keys, Clock clock, String... settings) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    S3Storage storage = Buckets.of(server, "lift", values, keys, clock);
    opened.add(storage);
    return storage;
  }

  private static StoredObject put(S3Storage storage, String key, byte[] content, Overwrite mode)
      throws Exception {
    UploadRequest request = UploadRequest.of(ObjectKey.of(key), content.length).withOverwrite(mode);
    try (UploadSession session = storage.open(request)) {
      supplyAll(session, content);
      return session.complete();
    }
  }

  private static void supplyAll(UploadSession session, byte[] content) throws Exception {
    while (session.next() instanceof Demand.Send send) {
      session.supply(send, Bodies.of(content, send.range()));
    }
  }

  private static StoredObject put(S3Storage storage, String key, byte[] content) throws Exception {
    return put(storage, key, content, Overwrite.REPLACE);
  }

  private static StorageException refused(S3Storage storage) {
    return assertThrows(StorageException.class, () -> put(storage, "key", SMALL));
  }

  @Test
  void aSmallObjectIsOneRequest() throws Exception {
    S3Storage storage = storage();
    put(storage, "key", SMALL);
    put(storage, "other", SMALL, Overwrite.ONLY_IF_ABSENT);
    assertEquals(2, server.counters().requests());
    assertEquals(1, server.counters().connections());
  }

  @Test
  void aLargeObjectIsNotSentToAKeyThatIsTaken() throws Exception {
    S3Storage storage = storage("part-size", "8m");
    put(storage, "key", SMALL);

    assertThrows(
        StorageException.Conflict.class,
        () -> put(storage, "key", LARGE, Overwrite.ONLY_IF_ABSENT));

    assertEquals(SMALL.length, server.counters().bytesIn(Operation.PUT_OBJECT));
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError, Transient",
    "503, SlowDown, Transient",
    "503, ServiceUnavailable, Transient",
    "429, TooManyRequests, Transient",
    "400, RequestTimeout, Transient",
    "400, BadDigest, Transient",
    "400, IncompleteBody, Transient",
    "409, OperationAborted, Transient",
    "409, ConditionalRequestConflict, Transient",
    "408, Unheard, Transient",
    "500, Unheard, Transient",
    "502, Unheard, Transient",
    "504, Unheard, Transient",
    "400, ExpiredToken, Denied",
    "403, AccessDenied, Denied",
    "403, InvalidAccessKeyId, Denied",
    "403, SignatureDoesNotMatch, Denied",
    "401, Unheard, Denied",
    "403, Unheard, Denied",
    "404, NoSuchBucket, Missing",
    "404, NoSuchUpload, Missing",
    "412, PreconditionFailed, Conflict",
    "400, EntityTooLarge, Rejected",
    "400, KeyTooLongError, Rejected",
    "400, InvalidStorageClass, Rejected",
    "405, MethodNotAllowed, Rejected",
    "411, MissingContentLength, Rejected",
    "501, NotImplemented, Rejected",
    "400, AuthorizationHeaderMalformed, Unusable",
    "301, PermanentRedirect, Unusable",
    "307, TemporaryRedirect, Unusable",
    "302, Unheard, Unusable",
    "400, InvalidBucketName, Unusable",
    "507, XMinioStorageFull, Unusable",
    "507, Unheard, Unusable"
  })
  void everyRefusalHasItsVerdict(int status, String code, String verdict) {
    String body = "<Error><Code>" + code + "</Code><Message>for a test</Message></Error>";
    FaultRule rule =
        server
            .faults()
            .on(Operation.PUT_OBJECT)
            .raise(new Fault.Replacement(status, "application/xml", body));
    StorageException seen = refused(storage("checksums", "crc64-nvme"));
    assertEquals(verdict, seen.getClass().getSimpleName(), seen::getMessage);
    assertThat(seen.where().operation()).isEqualTo("PutObject");
    assertThat(seen.where().object()).isEqualTo("key");
    assertEquals(1, rule.struck(), "nothing is repeated behind core's back");
    assertTrue(server.bucket("lift").object("key").isEmpty());
  }

  @Test
  void aServiceThatAsksForAPauseIsHeard() {
    server.faults().on(Operation.PUT_OBJECT).slowDown("7");
    Transient seen = (Transient) refused(storage());
    assertEquals(Optional.of(Duration.ofSeconds(7)), seen.retryAfter());
  }

  @Test
  void yesWithAnErrorInsideIsNo() {
    server.faults().on(Operation.PUT_OBJECT).times(1).okWithError("InternalError");
    assertThat(refused(storage())).isInstanceOf(Transient.class);
    server.faults().on(Operation.PUT_OBJECT).times(1).okWithHtml();
    assertThat(refused(storage())).isInstanceOf(Transient.class);
    server.faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).okWithError("InternalError");
    S3Storage storage = storage();
    assertThrows(Transient.class, () -> put(storage, "large", LARGE));
    server.faults().clear();
    server.faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).okWithHtml();
    assertThrows(StorageException.class, () -> put(storage, "large", LARGE));
    assertTrue(server.bucket("lift").objects().isEmpty());
  }

  @Test
  void yesWithoutProofIsNo() {
    server.faults().on(Operation.PUT_OBJECT).times(1).withoutHeader("ETag");
    assertThat(refused(storage())).isInstanceOf(Transient.class);
    server
        .faults()
        .on(Operation.PUT_OBJECT)
        .times(1)
        .withHeader("x-amz-checksum-crc32c", "AAAAAA==");
    assertThat(refused(storage())).isInstanceOf(Transient.class);
    server.faults().on(Operation.PUT_OBJECT).times(1).withoutHeader("x-amz-checksum-crc64nvme");
    assertThat(refused(storage("checksums", "crc64-nvme"))).isInstanceOf(Transient.class);
    server.faults().on(Operation.PUT_OBJECT).times(1).wrongETag();
    assertThat(refused(storage("checksums", "md5"))).isInstanceOf(Transient.class);
  }

  @Test
  void aServiceThatIgnoresChecksumsIsProvenByItsETags() throws Exception {
    server
        .faults()
        .on()
        .edit(
            "ignores",
            answer -> answer.without("x-amz-checksum-crc64nvme").without("x-amz-checksum-crc32c"));
    S3Storage storage = storage();
    for (int i = 0; i < 4; i++) {
      assertThat(put(storage, "key", SMALL).digest(DigestAlgorithm.MD5)).isPresent();
    }
  }

  @Test
  void aChecksumThatIsRefusedGivesWayToTheNext() throws Exception {
    server.faults().on(Operation.PUT_OBJECT).times(2).answer(400, "InvalidArgument");
    S3Storage storage = storage();
    assertThat(refused(storage)).isInstanceOf(Transient.class).hasMessageContaining("CRC32C");
    assertThat(refused(storage)).isInstanceOf(Transient.class).hasMessageContaining("CRC64_NVME");
    assertThat(put(storage, "key", SMALL).digest(DigestAlgorithm.MD5)).isPresent();
    server.faults().on(Operation.PUT_OBJECT).times(1).answer(400, "InvalidArgument");
    assertThat(refused(storage)).isInstanceOf(StorageException.Rejected.class);
  }

  @Test
  void aLostAnswerLeavesOpenOnlyWhatIsConditional() throws Exception {
    for (Fault.Cut cut : Fault.Cut.values()) {
      server.faults().on(Operation.PUT_OBJECT).times(1).loseAnswer(cut);
      assertThat(refused(storage())).isInstanceOf(Transient.class);
      server.faults().clear();
      server.faults().on(Operation.PUT_OBJECT).times(1).loseAnswer(cut);
      S3Storage storage = storage();
      assertThrows(
          Indeterminate.class, () -> put(storage, "new" + cut, SMALL, Overwrite.ONLY_IF_ABSENT));
      assertThat(storage.find(ObjectKey.of("new" + cut))).isPresent();
      server.faults().clear();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 150_000, 65535})
  void aConnectionThatBreaksInTheBodyIsTransient(long at) throws Exception {
    server.faults().on(Operation.UPLOAD_PART).times(1).resetAtBodyByte(Math.min(at, 65535));
    S3Storage storage = storage();
    assertThrows(Transient.class, () -> put(storage, "large", LARGE));
    put(storage, "large", LARGE);
    assertEquals(1, server.bucket("lift").versions("large").size());
  }

  @Test
  void aLostCompletionIsSettledByWhatIsThere() throws Exception {
    S3Storage storage = storage();
    for (Fault.Cut cut : Fault.Cut.values()) {
      server.faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).loseAnswer(cut);
      assertEquals(LARGE.length, put(storage, "large", LARGE).length());
      server.faults().clear();
    }
    server.faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).commitThenAnswer(500);
    UploadRequest request = UploadRequest.of(ObjectKey.of("again"), LARGE.length);
    try (UploadSession session = storage.open(request)) {
      supplyAll(session, LARGE);
      assertThrows(Transient.class, session::complete);
      assertThat(session.complete().digest(DigestAlgorithm.CRC32C)).isPresent();
    }
    assertEquals(1, server.bucket("lift").versions("again").size());
  }

  @Test
  void aLostCompletionThatDidNotHappenIsIndeterminate() {
    S3Storage storage = storage();
    server.faults().on(Operation.COMPLETE_MULTIPART_UPLOAD).close();
    assertThrows(Indeterminate.class, () -> put(storage, "large", LARGE));
    assertTrue(server.bucket("lift").objects().isEmpty());
  }

  @Test
  void someoneElsesObjectIsNotTakenForOurs() throws Exception {
    S3Storage storage = storage();
    UploadRequest request = UploadRequest.of(ObjectKey.of("other"), LARGE.length);
    try (UploadSession session = storage.open(request)) {
      supplyAll(session, LARGE);
      byte[] others = LARGE.clone();
      others[7] = 7;
      put(storage, "other", others);
      session.abort();
      Missing seen = assertThrows(Missing.class, session::complete);
      assertEquals(Missing.What.UPLOAD, seen.what());
    }
  }

  @Test
  void anExpiredKeyIsRenewedAndTheSamePartRepeated() throws Exception {
    Renewing keys = new Renewing();
    server.accept(keys.credential(Instant.now().minusSeconds(1)));
    S3Storage storage = storage(keys, Clock.systemUTC());
    Denied put = (Denied) refused(storage);
    assertEquals(Denied.Reason.EXPIRED, put.reason());
    assertEquals(1, keys.renewals);
    server.accept(keys.credential(Instant.now().plusSeconds(60)));
    put(storage, "key", SMALL);

    UploadRequest request = UploadRequest.of(ObjectKey.of("large"), LARGE.length);
    try (UploadSession session = storage.open(request)) {
      Demand.Send first = (Demand.Send) session.next();
      server.forget(keys.id());
      Denied part =
          assertThrows(Denied.class, () -> session.supply(first, Bodies.of(LARGE, first.range())));
      assertEquals(Denied.Reason.EXPIRED, part.reason());
      server.accept(keys.credential(Instant.now().plusSeconds(60)));
      session.supply(first, Bodies.of(LARGE, first.range()));
      supplyAll(session, LARGE);
      server.accept(keys.credential(Instant.now().minusSeconds(1)));
      Denied complete = assertThrows(Denied.class, session::complete);
      assertEquals(Denied.Reason.EXPIRED, complete.reason());
      server.accept(keys.credential(Instant.now().plusSeconds(60)));
      session.complete();
    }
    assertThat(storage.find(ObjectKey.of("large"))).isPresent();
  }

  @Test
  void noSecretIsEverSaid() {
    Renewing keys = new Renewing();
    S3Storage storage = storage(keys, Clock.systemUTC());
    StringBuilder said = new StringBuilder();
    for (S3Credential known :
        List.of(
            keys.credential(Instant.now().minusSeconds(1)),
            S3Credential.temporary(keys.id(), "another", keys.token(), Instant.now()),
            S3Credential.lasting(keys.id(), keys.secret()))) {
      server.accept(known);
      said.append(everything(refused(storage)));
      said.append(
          everything(assertThrows(StorageException.class, () -> put(storage, "large", LARGE))));
    }
    server
        .faults()
        .on()
        .okWith(
            "application/xml",
            "<Error><Message>" + keys.secret() + keys.token() + "</Message></Error>");
    said.append(everything(refused(storage)));
    said.append(storage).append(new Key(keys.lease(new CredentialScope("s3", "lift"))));
    assertThat(said.toString())
        .contains("expired", "***")
        .doesNotContain(keys.secret())
        .doesNotContain(keys.token());
  }

  private static String everything(Throwable e) {
    java.io.StringWriter text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600, 86_000, -40L * 86_400})
  void aWrongClockIsMadeUpFor(long seconds) throws Exception {
    S3Storage storage =
        storage(TestKeys.source(), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
    assertThat(refused(storage)).isInstanceOf(Transient.class);
    if (Math.abs(seconds) > 86_400) {
      assertThat(refused(storage)).isInstanceOf(Transient.class); // asks twice
    }
    put(storage, "key", SMALL);
    put(storage, "large", LARGE);
  }

  @Test
  void aServiceWhoseClockIsLostIsNotFollowed() {
    server
        .faults()
        .on()
        .raise(
            new Fault.Refusal(
                403,
                "RequestTimeTooSkewed",
                a -> a.with("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
                true));
    S3Storage storage = storage();
    assertThat(refused(storage)).isInstanceOf(Denied.class);
    assertThat(refused(storage)).isInstanceOf(Denied.class);
  }

  @Test
  void theRightRegionIsNamed() {
    server.state().createBucket("elsewhere", "ap-southeast-2");
    S3Storage wrongBucket = Buckets.of(server, "elsewhere", Map.of());
    opened.add(wrongBucket);
    assertThat(refused(wrongBucket))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("--region ap-southeast-2");
    assertThat(refused(storage("region", "eu-west-1")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("--region us-east-1");
  }

  @Test
  void aMissingBucketIsNamed() {
    S3Storage storage = Buckets.of(server, "nowhere", Map.of());
    opened.add(storage);
    Missing seen = (Missing) refused(storage);
    assertEquals(Missing.What.CONTAINER, seen.what());
    assertThat(seen).hasMessageContaining("\"nowhere\"");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (S3Server other = S3Server.start(S3Options.defaults())) {
      other.createBucket("lift");
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        server.faults().clear();
        server.faults().on().redirect(status, other.endpoint() + "/lift/key");
        assertThat(refused(storage())).isInstanceOf(Unusable.class);
        S3Storage storage = storage();
        assertThrows(Unusable.class, () -> put(storage, "large", LARGE));
      }
      assertEquals(0, other.counters().connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE_READING", "INSIDE_BODY", "BEFORE_ANSWER", "INSIDE_ANSWER"})
  void aPeerThatFallsSilentIsLeft(Fault.Stall where) throws Exception {
    server.faults().on().times(1).stall(where);
    S3Storage storage = storage("stall-timeout", "300ms");
    assertThat(assertThrows(StorageException.class, () -> put(storage, "key", new byte[120 << 10])))
        .isInstanceOf(Transient.class);
    put(storage, "key", SMALL);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    server.faults().on(Operation.PUT_OBJECT).times(1).endlessAnswer();
    S3Storage storage = storage("stall-timeout", "2s");
    assertThrows(StorageException.class, () -> put(storage, "key", SMALL));
  }

  @Test
  void aServiceThatIsNotThereIsToldPlainly() {
    S3Storage refusing = storage();
    server.loopback().stopListening();
    assertThat(refused(refusing))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("check --endpoint");
    S3Storage unknown = storage("endpoint", "http://nobody.invalid", "path-style", "true");
    assertThat(refused(unknown))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("nobody.invalid is not known");
  }

  @Test
  void tlsFailuresAreToldPlainly(@TempDir Path directory) throws Exception {
    LoopbackTls tls = LoopbackTls.create();
    Path file = directory.resolve("ca.pem");
    tls.writePem(file);
    try (S3Server secure =
        S3Server.start(
            S3Options.defaults()
                .withMinPartBytes(1)
                .withServer(ServerOptions.defaults().withTls(tls)))) {
      secure.createBucket("lift");
      S3Storage untrusting = Buckets.of(secure, "lift", Map.of());
      opened.add(untrusting);
      assertThat(refused(untrusting))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("not trusted");
      S3Storage trusting = Buckets.of(secure, "lift", Map.of("ca-file", file.toString()));
      opened.add(trusting);
      put(trusting, "key", SMALL);
      put(trusting, "large", LARGE);
      assertEquals(2, secure.bucket("lift").objects().size());
    }
  }

  @Test
  void aServiceWithoutTlsIsToldPlainly() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.startVirtualThread(() -> {
            try (Socket socket = plain.accept()) {
              socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
              socket.getInputStream().read();
            } catch (IOException e) {
              // the client has seen enough
            }
          });
      S3Storage storage = storage("endpoint", "https://127.0.0.1:" + plain.getLocalPort());
      assertThat(refused(storage)).isInstanceOf(Unusable.class).hasMessageContaining("http://");
      answering.join();
    }
  }

  /** Lends a new key whenever the last is called expired. */
  private static final class Renewing implements CredentialSource {
    private int renewals;
    private Lease<Credential> lease = next();

    String id() {
      return "ASIAEXAMPLE" + renewals;
    }

    String secret() {
      return "secretsecretsecret" + renewals;
    }

    String token() {
      return "tokentokentoken" + renewals + "+/=";
    }

    S3Credential credential(Instant end) {
      return S3Credential.temporary(id(), secret(), token(), end);
    }

    private Lease<Credential> next() {
      return Lease.lasting(
          Credential.KeyPair.of(id(), Secret.of(secret())).withSessionToken(Secret.of(token())),
          "the test");
    }

    @Override
    public Lease<Credential> lease(CredentialScope scope) {
      return lease;
    }

    @Override
    public void expired(Lease<Credential> refused) {
      if (refused == lease) {
        renewals++;
        lease = next();
      }
    }
  }
}
