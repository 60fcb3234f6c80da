package dev.davit.testkit.server.s3;

import static dev.davit.testkit.server.Operation.COMPLETE_MULTIPART_UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.Fault.Cut;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class S3UploadsTest {
  private static final int MIN = 5 << 20;
  private static final byte[] CONTENT = new byte[2 * MIN + 1234];

  @TempDir private Path directory;
  private S3Server server;
  private S3Client client;
  private String id = "";

  static {
    new Random(3).nextBytes(CONTENT);
  }

  @BeforeEach
  void start() {
    server =
        S3Server.start(
            S3Options.defaults(), ObjectStoreState.withHistory(BlobStore.inDirectory(directory)));
    server.createBucket("lift");
    client = Sdk.client(server);
    id = client.createMultipartUpload(b -> b.bucket("lift").key("k")).uploadId();
  }

  @AfterEach
  void stop() {
    client.close();
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  @Test
  void partsBecomeAnObject() throws Exception {
    CompletedPart third = part(3, 2 * MIN, CONTENT.length);
    CompletedPart second = part(2, MIN, 2 * MIN);
    CompletedPart first = part(1, 0, MIN);
    assertThat(server.bucket("lift").changes("k")).isEmpty();
    CompleteMultipartUploadResponse done = complete(first, second, third);

    MessageDigest md5 = MessageDigest.getInstance("MD5");
    for (CompletedPart part : List.of(first, second, third)) {
      md5.update(HexFormat.of().parseHex(part.eTag().replace("\"", "")));
    }
    // A digest that was asked for anew, of digests that the server has shown.
    assertThat(done.eTag()).isEqualTo("\"" + HexFormat.of().formatHex(md5.digest()) + "-3\"");
    StoredVersion stored = server.bucket("lift").object("k").orElseThrow();
    assertThat(stored.content().bytes()).isEqualTo(CONTENT);
    assertThat(stored.checksums())
        .containsEntry("crc64nvme", Received.base64(ChecksumKind.CRC64NVME.of(CONTENT)));
    assertThat(client.getObjectAsBytes(b -> b.bucket("lift").key("k")).asByteArrayUnsafe())
        .isEqualTo(CONTENT);
    assertThat(client.getObjectAsBytes(b -> b.bucket("lift").key("k").partNumber(3)).asByteArray())
        .isEqualTo(Arrays.copyOfRange(CONTENT, 2 * MIN, CONTENT.length));
    assertThat(server.bucket("lift").uploads()).isEmpty();
    Sdk.refusal(404, "NoSuchUpload", () -> complete(first, second, third));
  }

  @Test
  void partsAreListedInPages() {
    part(2, 0, 10);
    part(7, 0, 20);
    part(1, 0, 30);
    assertThat(
            client
                .listPartsPaginator(b -> b.bucket("lift").key("k").uploadId(id).maxParts(2))
                .parts())
        .extracting(Part::partNumber, Part::size)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 30L),
            org.assertj.core.groups.Tuple.tuple(2, 10L),
            org.assertj.core.groups.Tuple.tuple(7, 20L));
  }

  @Test
  void uploadsAreListedInPagesAndAborted() {
    client.createMultipartUpload(b -> b.bucket("lift").key("k"));
    client.createMultipartUpload(b -> b.bucket("lift").key("a b"));
    assertThat(client.listMultipartUploadsPaginator(b -> b.bucket("lift").maxUploads(1)).uploads())
        .extracting(MultipartUpload::key)
        .containsExactly("a b", "k", "k");
    client.abortMultipartUpload(b -> b.bucket("lift").key("k").uploadId(id));
    assertThat(server.bucket("lift").uploads()).hasSize(2);
    Sdk.refusal(404, "NoSuchUpload", () -> part(1, 0, 1));
    Sdk.refusal(
        404, "NoSuchUpload", () -> client.listParts(b -> b.bucket("lift").key("k").uploadId(id)));
  }

  @Test
  void completionIsRefusedWhenTheListIsWrong() {
    CompletedPart small = part(1, 0, 10);
    CompletedPart second = part(2, 0, MIN);
    Sdk.refusal(400, "EntityTooSmall", () -> complete(small, second));
    Sdk.refusal(400, "InvalidPartOrder", () -> complete(second, small));
    Sdk.refusal(400, "InvalidPartOrder", () -> complete(second, second));
    Sdk.refusal(400, "InvalidPart", () -> complete(small.toBuilder().eTag(second.eTag()).build()));
    Sdk.refusal(400, "InvalidPart", () -> complete(small.toBuilder().partNumber(3).build()));
    Sdk.refusal(400, "MalformedXML", () -> complete());
    Sdk.refusal(400, "InvalidArgument", () -> part(10_001, 0, 1));
    assertThat(server.bucket("lift").changes("k")).isEmpty();
    assertThat(server.bucket("lift").uploads()).hasSize(1);
  }

  @Test
  void completionHoldsTheConditionAgainstWhatIsThere() {
    CompletedPart only = part(1, 0, 10);
    client.putObject(b -> b.bucket("lift").key("k"), RequestBody.fromString("first"));
    Sdk.refusal(
        412,
        "PreconditionFailed",
        () ->
            client.completeMultipartUpload(b ->
                b.bucket("lift")
                    .key("k")
                    .uploadId(id)
                    .ifNoneMatch("*")
                    .multipartUpload(u -> u.parts(only))));
    assertThat(server.bucket("lift").versions("k")).hasSize(1);
  }

  @Test
  void aPartThatIsSentAgainReplacesTheEarlierOne() throws IOException {
    CompletedPart old = part(1, 0, 10);
    CompletedPart anew = part(1, 10, 30);
    Sdk.refusal(400, "InvalidPart", () -> complete(old));
    complete(anew);
    assertThat(server.bucket("lift").object("k").orElseThrow().content().bytes())
        .isEqualTo(Arrays.copyOfRange(CONTENT, 10, 30));
  }

  @Test
  void aPartCanBeCopied() throws IOException {
    client.putObject(b -> b.bucket("lift").key("source"), RequestBody.fromBytes(CONTENT));
    String etag =
        client
            .uploadPartCopy(b ->
                b.sourceBucket("lift")
                    .sourceKey("source")
                    .copySourceRange("bytes=100-199")
                    .destinationBucket("lift")
                    .destinationKey("k")
                    .uploadId(id)
                    .partNumber(1))
            .copyPartResult()
            .eTag();
    complete(CompletedPart.builder().partNumber(1).eTag(etag).build());
    assertThat(server.bucket("lift").object("k").orElseThrow().content().bytes())
        .isEqualTo(Arrays.copyOfRange(CONTENT, 100, 200));
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, FULL_OBJECT",
    "CRC32, COMPOSITE",
    "CRC32C, FULL_OBJECT",
    "CRC32C, COMPOSITE",
    "SHA1, COMPOSITE",
    "SHA256, COMPOSITE",
  })
  void checksumsOfPartsMakeThatOfTheObject(String algorithm, ChecksumType type) {
    ChecksumAlgorithm chosen = ChecksumAlgorithm.fromValue(algorithm);
    ChecksumKind kind = ChecksumKind.named(algorithm).orElseThrow();
    id =
        client
            .createMultipartUpload(
                b -> b.bucket("lift").key("k").checksumAlgorithm(chosen).checksumType(type))
            .uploadId();
    CompletedPart first = part(1, 0, MIN, chosen);
    CompletedPart second = part(2, MIN, CONTENT.length, chosen);
    if (type == ChecksumType.COMPOSITE) {
      CompletedPart bare = CompletedPart.builder().partNumber(2).eTag(second.eTag()).build();
      Sdk.refusal(400, "InvalidRequest", () -> complete(first, bare));
    }
    complete(first, second);
    byte[] a = kind.of(Arrays.copyOf(CONTENT, MIN));
    byte[] b = kind.of(Arrays.copyOfRange(CONTENT, MIN, CONTENT.length));
    byte[] both = Arrays.copyOf(a, 2 * a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    assertThat(server.bucket("lift").object("k").orElseThrow().checksums())
        .containsEntry(
            kind.label(),
            type == ChecksumType.COMPOSITE
                ? Received.base64(kind.of(both)) + "-2"
                : Received.base64(kind.of(CONTENT)));
  }

  @Test
  void aPartWithAnotherChecksumThanTheUploadsIsRefused() {
    id =
        client
            .createMultipartUpload(
                b -> b.bucket("lift").key("k").checksumAlgorithm(ChecksumAlgorithm.SHA1))
            .uploadId();
    Sdk.refusal(400, "InvalidRequest", () -> part(1, 0, 10, ChecksumAlgorithm.CRC32));
  }

  @Test
  void aLostCompletionLeavesTheObjectAndNoUpload() {
    CompletedPart only = part(1, 0, 10);
    server.faults().on(COMPLETE_MULTIPART_UPLOAD).times(1).loseAnswer(Cut.RST);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> complete(only))
        .isInstanceOf(SdkClientException.class);
    assertThat(server.bucket("lift").versions("k")).hasSize(1);
    Sdk.refusal(404, "NoSuchUpload", () -> complete(only));
  }

  private CompletedPart part(int number, int from, int to) {
    return part(number, from, to, ChecksumAlgorithm.CRC64_NVME);
  }

  private CompletedPart part(int number, int from, int to, ChecksumAlgorithm algorithm) {
    byte[] bytes = Arrays.copyOfRange(CONTENT, from, to);
    ChecksumKind kind = ChecksumKind.named(algorithm.toString()).orElseThrow();
    String value = Received.base64(kind.of(bytes));
    UploadPartResponse response =
        client.uploadPart(
            b -> {
              b.bucket("lift").key("k").uploadId(id).partNumber(number);
              switch (kind) {
                case CRC32 -> b.checksumCRC32(value);
                case CRC32C -> b.checksumCRC32C(value);
                case CRC64NVME -> b.checksumCRC64NVME(value);
                case SHA1 -> b.checksumSHA1(value);
                case SHA256 -> b.checksumSHA256(value);
              }
            },
            RequestBody.fromBytes(bytes));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(response.eTag())
        .checksumCRC32(response.checksumCRC32())
        .checksumCRC32C(response.checksumCRC32C())
        .checksumCRC64NVME(response.checksumCRC64NVME())
        .checksumSHA1(response.checksumSHA1())
        .checksumSHA256(response.checksumSHA256())
        .build();
  }

  private CompleteMultipartUploadResponse complete(CompletedPart... parts) {
    return client.completeMultipartUpload(
        b -> b.bucket("lift").key("k").uploadId(id).multipartUpload(u -> u.parts(parts)));
  }
}
