package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

class S3ObjectsTest {
  private S3Server server;
  private S3Client client;

  @BeforeEach
  void start() {
    server = S3Server.start();
    server.createBucket("lift");
    client = Sdk.client(server);
  }

  @AfterEach
  void stop() {
    client.close();
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  @Test
  void whatIsPutIsGot() {
    PutObjectResponse put = put("a.txt", "hello");
    assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(client.getObjectAsBytes(b -> b.bucket("lift").key("a.txt")).asUtf8String())
        .isEqualTo("hello");
    assertThat(
            client
                .getObjectAsBytes(b -> b.bucket("lift").key("a.txt").range("bytes=1-3"))
                .asUtf8String())
        .isEqualTo("ell");
    Sdk.refusal(
        416,
        "InvalidRange",
        () -> client.getObjectAsBytes(b -> b.bucket("lift").key("a.txt").range("bytes=9-")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b",
        "a+b",
        "100%",
        "%41",
        "ä/ö ü/文件.txt",
        "e\u0301",
        "\uD83D\uDE00",
        "line\nbreak",
        "tab\there",
        "trailing/",
        "double//slash",
        "a&b=c?d#e",
        "'\"<>\\|*",
        "...",
        ".hidden/..twice",
        "~",
      })
  void oddKeysRoundTrip(String key) {
    put(key, "x");
    assertThat(server.bucket("lift").objects()).containsOnlyKeys(key);
    assertThat(client.getObjectAsBytes(b -> b.bucket("lift").key(key)).asUtf8String())
        .isEqualTo("x");
    assertThat(client.listObjectsV2(b -> b.bucket("lift").encodingType("url")).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
    client.deleteObject(b -> b.bucket("lift").key(key));
    assertThat(server.bucket("lift").objects()).isEmpty();
    assertThat(server.bucket("lift").changes(key)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/./b", "a/../b", "a/.", "b/.."})
  void aKeyThatClimbsIsRefused(String key) {
    Sdk.refusal(400, "InvalidURI", () -> put(key, "x"));
  }

  @Test
  void aKeyBeyondTheLimitIsRefused() {
    put("ü".repeat(512), "x");
    Sdk.refusal(400, "KeyTooLongError", () -> put("ü".repeat(512) + "a", "x"));
  }

  @Test
  void whatCameWithAnObjectIsReturned() {
    client.putObject(
        b ->
            b.bucket("lift")
                .key("a")
                .contentType("text/plain")
                .cacheControl("no-store")
                .contentDisposition("attachment")
                .contentEncoding("gzip")
                .contentLanguage("de")
                .metadata(Map.of("token", "t-1"))
                .storageClass(StorageClass.STANDARD_IA)
                .serverSideEncryption(ServerSideEncryption.AES256)
                .acl(ObjectCannedACL.PRIVATE)
                .tagging("team=lift&stage=test"),
        RequestBody.fromString("x"));
    HeadObjectResponse head = client.headObject(b -> b.bucket("lift").key("a"));
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.cacheControl()).isEqualTo("no-store");
    assertThat(head.contentDisposition()).isEqualTo("attachment");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.metadata()).isEqualTo(Map.of("token", "t-1"));
    assertThat(head.storageClass()).isEqualTo(StorageClass.STANDARD_IA);
    assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    assertThat(head.contentLength()).isEqualTo(1);
    assertThat(head.tagCount()).isEqualTo(2);
    assertThat(client.getObjectTagging(b -> b.bucket("lift").key("a")).tagSet())
        .extracting(Tag::key)
        .containsExactly("team", "stage");
    assertThat(server.bucket("lift").object("a").orElseThrow().headers())
        .containsEntry("x-amz-acl", "private");
  }

  @Test
  void tagsCanBeReplacedAndRemoved() {
    put("a", "x");
    client.putObjectTagging(
        b -> b.bucket("lift").key("a").tagging(t -> t.tagSet(tag -> tag.key("k").value("v 1&2"))));
    assertThat(client.getObjectTagging(b -> b.bucket("lift").key("a")).tagSet())
        .extracting(Tag::value)
        .containsExactly("v 1&2");
    client.deleteObjectTagging(b -> b.bucket("lift").key("a"));
    assertThat(client.getObjectTagging(b -> b.bucket("lift").key("a")).tagSet()).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> client.getObjectAsBytes(b -> b.bucket("lift").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> client.headObject(b -> b.bucket("lift").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    Sdk.refusal(404, "NoSuchBucket", () -> client.listObjectsV2(b -> b.bucket("nowhere")));
  }

  @Test
  void aConditionIsHeldAgainstWhatIsThere() {
    PutObjectResponse first = put("a", "one");
    Sdk.refusal(
        412,
        "PreconditionFailed",
        () -> client.putObject(put("a").ifNoneMatch("*").build(), RequestBody.fromString("two")));
    Sdk.refusal(
        412,
        "PreconditionFailed",
        () -> client.putObject(put("a").ifMatch("\"0\"").build(), RequestBody.fromString("two")));
    client.putObject(put("a").ifMatch(first.eTag()).build(), RequestBody.fromString("three"));
    client.putObject(put("b").ifNoneMatch("*").build(), RequestBody.fromString("four"));
    Sdk.refusal(
        404,
        "NoSuchKey",
        () -> client.putObject(put("c").ifMatch("\"0\"").build(), RequestBody.fromString("five")));
    assertThat(server.bucket("lift").versions("a"))
        .extracting(StoredVersion::length)
        .containsExactly(3L, 5L);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void everyChecksumIsVerifiedAndReturned(ChecksumAlgorithm algorithm) throws IOException {
    client.putObject(
        put("a").checksumAlgorithm(algorithm).build(), RequestBody.fromString("hello"));
    ChecksumKind kind = ChecksumKind.named(algorithm.toString()).orElseThrow();
    StoredVersion stored = server.bucket("lift").object("a").orElseThrow();
    assertThat(stored.checksums())
        .containsEntry(kind.label(), Received.base64(kind.of(stored.content().bytes())));
    HeadObjectResponse head =
        client.headObject(b -> b.bucket("lift").key("a").checksumMode(ChecksumMode.ENABLED));
    assertThat(head.sdkHttpResponse().firstMatchingHeader(kind.header()))
        .contains(stored.checksums().get(kind.label()));
    assertThat(head.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
  }

  @Test
  void aWrongChecksumLeavesNothing() {
    Sdk.refusal(
        400,
        "BadDigest",
        () ->
            client.putObject(
                put("a").checksumCRC64NVME("AAAAAAAAAAA=").build(),
                RequestBody.fromString("hello")));
    Sdk.refusal(
        400,
        "BadDigest",
        () ->
            client.putObject(
                put("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA==").build(),
                RequestBody.fromString("hello")));
    assertThat(server.bucket("lift").changes("a")).isEmpty();
  }

  @Test
  void objectsAreListedInPagesAndByDelimiter() {
    List<String> keys = List.of("a", "b/1", "b/2", "b/c/3", "d", "e/4", "\uFFFD", "\uD83D\uDE00");
    keys.forEach(key -> put(key, "x"));
    for (int page = 1; page <= keys.size() + 1; page++) {
      int size = page;
      assertThat(client.listObjectsV2Paginator(b -> b.bucket("lift").maxKeys(size)).contents())
          .extracting(S3Object::key)
          .containsExactlyElementsOf(keys);
      assertThat(
              client
                  .listObjectsV2Paginator(b -> b.bucket("lift").maxKeys(size).delimiter("/"))
                  .commonPrefixes())
          .extracting(prefix -> prefix.prefix())
          .containsExactly("b/", "e/");
    }
    assertThat(client.listObjectsV2(b -> b.bucket("lift").prefix("b/").delimiter("/")).contents())
        .extracting(S3Object::key)
        .containsExactly("b/1", "b/2");
    assertThat(client.listObjectsV2(b -> b.bucket("lift").startAfter("b/2")).contents())
        .extracting(S3Object::key)
        .containsExactlyElementsOf(keys.subList(3, keys.size()));
    assertThat(client.listObjects(b -> b.bucket("lift").marker("b/2").maxKeys(2)))
        .satisfies(page -> assertThat(page.isTruncated()).isTrue())
        .satisfies(page -> assertThat(page.contents()).hasSize(2));
  }

  @Test
  void manyObjectsAreDeletedAtOnce() {
    put("a", "x");
    put("b", "x");
    put("c", "x");
    ObjectIdentifier a = ObjectIdentifier.builder().key("a").build();
    ObjectIdentifier none = ObjectIdentifier.builder().key("none").build();
    ObjectIdentifier b = ObjectIdentifier.builder().key("b").build();
    Delete some = Delete.builder().objects(a, none, b).build();
    assertThat(client.deleteObjects(r -> r.bucket("lift").delete(some)).deleted()).hasSize(3);
    assertThat(server.bucket("lift").objects()).containsOnlyKeys("c");
  }

  @Test
  void aCopyKeepsOrReplacesWhatCameWithTheObject() {
    client.putObject(
        put("a b+c").metadata(Map.of("k", "v")).contentType("text/x").build(),
        RequestBody.fromString("hello"));
    client.copyObject(b ->
        b.sourceBucket("lift").sourceKey("a b+c").destinationBucket("lift").destinationKey("d"));
    assertThat(client.headObject(b -> b.bucket("lift").key("d")).metadata())
        .isEqualTo(Map.of("k", "v"));
    client.copyObject(b ->
        b.sourceBucket("lift")
            .sourceKey("d")
            .destinationBucket("lift")
            .destinationKey("d")
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(Map.of("new", "w")));
    assertThat(client.headObject(b -> b.bucket("lift").key("d")).metadata())
        .isEqualTo(Map.of("new", "w"));
    Sdk.refusal(
        400,
        "InvalidRequest",
        () ->
            client.copyObject(b ->
                b.sourceBucket("lift")
                    .sourceKey("d")
                    .destinationBucket("lift")
                    .destinationKey("d")));
    assertThat(server.counters().requests(Operation.COPY_OBJECT)).isEqualTo(3);
  }

  @Test
  void bucketsComeAndGo() {
    client.createBucket(b -> b.bucket("second"));
    assertThat(client.listBuckets().buckets()).hasSize(2);
    assertThat(client.headBucket(b -> b.bucket("second")).bucketRegion()).isEqualTo("us-east-1");
    assertThat(client.getBucketLocation(b -> b.bucket("second")).locationConstraintAsString())
        .isNullOrEmpty();
    Sdk.refusal(409, "BucketAlreadyOwnedByYou", () -> client.createBucket(b -> b.bucket("second")));
    put("a", "x");
    Sdk.refusal(409, "BucketNotEmpty", () -> client.deleteBucket(b -> b.bucket("lift")));
    client.deleteBucket(b -> b.bucket("second"));
    assertThat(server.state().bucket("second")).isEmpty();
  }

  private static PutObjectRequest.Builder put(String key) {
    return PutObjectRequest.builder().bucket("lift").key(key);
  }

  private PutObjectResponse put(String key, String content) {
    return client.putObject(put(key).build(), RequestBody.fromString(content));
  }
}
