package dev.davit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.davit.core.model.Demand;
import dev.davit.core.model.ObjectAttributes;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Presigning;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.server.s3.S3Server;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What s3proxy, and the SDK's own client, find of what we did. */
class S3AbilitiesTest {
  private static ProxyServer server;
  private static int buckets;
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
    bucket = "abilities-" + buckets++;
    server.client().createBucket(r -> r.bucket(bucket));
    storage = server.storage(bucket, Map.of());
  }

  private void put(S3Storage to, UploadRequest request, byte[] content) throws Exception {
    try (UploadSession session = to.open(request)) {
      while (session.next() instanceof Demand.Send send) {
        session.supply(send, Bodies.of(content, send.range()));
      }
      session.complete();
    }
  }

  private void put(String key, byte[] content) throws Exception {
    put(storage, UploadRequest.of(ObjectKey.of(key), content.length), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crc64-nvme", "crc32c", "sha256", "md5", "crc64-nvme,md5"})
  void anotherClientReadsWhatWeSent(String checksums) throws Exception {
    try (S3Storage checked = server.storage(bucket, Map.of("checksums", checksums))) {
      for (int length : new int[] {0, 1, 4096, 11 << 20}) {
        byte[] content = new byte[length];
        new java.util.Random(length).nextBytes(content);
        String key = "d\u00efr/a b+c%20 \u4e2d " + length;
        put(checked, UploadRequest.of(ObjectKey.of(key), length), content);
        assertArrayEquals(content, server.read(bucket, ObjectKey.of(key)));
        assertEquals(length, checked.find(ObjectKey.of(key)).orElseThrow().length());
      }
    }
  }

  @Test
  void whatIsStoredBesideTheBytesArrives() throws Exception {
    try (S3Storage dressed =
        server.storage(
            bucket, Map.of("cache-control", "max-age=60", "storage-class", "STANDARD"))) {
      ObjectAttributes attributes =
          ObjectAttributes.defaults().withMetadata(Map.of("Origin", "here"));
      for (int length : new int[] {10, 11 << 20}) {
        put(
            dressed,
            UploadRequest.of(ObjectKey.of("model.safetensors"), length).withAttributes(attributes),
            new byte[length]);
        HeadObjectResponse head =
            server.client().headObject(r -> r.bucket(bucket).key("model.safetensors"));
        assertEquals("application/octet-stream", head.contentType());
        assertEquals("max-age=60", head.cacheControl());
        assertEquals(Map.of("origin", "here"), head.metadata());
      }
      put(dressed, UploadRequest.of(ObjectKey.of("x.Yaml"), 1), new byte[1]);
      assertEquals(
          "application/yaml",
          server.client().headObject(r -> r.bucket(bucket).key("x.Yaml")).contentType());
      assertThrows(
          StorageException.Rejected.class,
          () ->
              put(
                  dressed,
                  UploadRequest.of(ObjectKey.of("x"), 1)
                      .withAttributes(attributes.withMetadata(Map.of("a\r\nb", "c"))),
                  new byte[1]));
    }
  }

  @Test
  void aLinkOpensTheObjectForAWhile() throws Exception {
    put("a b/\u4e2d+%.txt", new byte[] {1, 2, 3});
    Presigning presigning = storage.facet(Presigning.class).orElseThrow();
    URI link = presigning.presign(ObjectKey.of("a b/\u4e2d+%.txt"), Duration.ofMinutes(5));
    try (InputStream in = link.toURL().openStream()) {
      assertArrayEquals(new byte[] {1, 2, 3}, in.readAllBytes());
    }
    assertThat(link.toString()).doesNotContain(TestKeys.SECRET);
    for (Duration validity : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(8))) {
      assertThrows(
          IllegalArgumentException.class, () -> presigning.presign(ObjectKey.of("x"), validity));
    }
  }

  @Test
  void aCopyNeedsNoBody() throws Exception {
    put("from/a b", new byte[] {1, 2, 3});
    ServerCopy copying = storage.facet(ServerCopy.class).orElseThrow();
    assertEquals(3, copying.copy(ObjectKey.of("from/a b"), ObjectKey.of("to/\u00fc")).length());
    assertArrayEquals(new byte[] {1, 2, 3}, server.read(bucket, ObjectKey.of("to/\u00fc")));
    assertArrayEquals(new byte[] {1, 2, 3}, server.read(bucket, ObjectKey.of("from/a b")));
    assertThrows(
        StorageException.Missing.class,
        () -> copying.copy(ObjectKey.of("nothing"), ObjectKey.of("to/b")));
  }

  @Test
  void whatIsUnfinishedIsSeenAndDiscarded() throws Exception {
    UnfinishedUploads uploads = storage.facet(UnfinishedUploads.class).orElseThrow();
    assertEquals(0, uploads.unfinished("").count());
    UploadSession session = storage.open(UploadRequest.of(ObjectKey.of("dir/large"), 11 << 20));
    List<UnfinishedUploads.Unfinished> seen = uploads.unfinished("dir/").toList();
    assertEquals(List.of("dir/large"), seen.stream().map(upload -> upload.key().value()).toList());
    assertEquals(0, uploads.unfinished("other/").count());
    uploads.discard(seen.getFirst());
    uploads.discard(seen.getFirst());
    assertEquals(0, uploads.unfinished("").count());
    session.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aListingGoesOnOverItsPages(String version) throws Exception {
    int objects = 1005; // a page has 1,000
    try (S3Server strict = S3Server.start()) {
      strict.createBucket("lift");
      try (S3Storage listing = Buckets.of(strict, "lift", Map.of("list-version", version))) {
        for (int i = 0; i < objects; i++) {
          put(listing, UploadRequest.of(ObjectKey.of("many/%04d".formatted(i)), 0), new byte[0]);
        }
        List<String> keys =
            listing
                .facet(Listing.class)
                .orElseThrow()
                .list("many/")
                .map(object -> object.key().value())
                .toList();
        assertEquals(IntStream.range(0, objects).mapToObj("many/%04d"::formatted).toList(), keys);
      }
    }
  }
}
