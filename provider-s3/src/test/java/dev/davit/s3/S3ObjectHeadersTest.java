package dev.davit.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Demand;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings ask for beside the bytes goes with one request as with many. */
class S3ObjectHeadersTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "storage-class", "STANDARD_IA",
          "acl", "bucket-owner-full-control",
          "tagging", "project=davit&kind=model",
          "cache-control", "no-store",
          "sse", "aws:kms",
          "sse-kms-key", "alias/lift");

  @ParameterizedTest
  @CsvSource({"10, 0", "307200, 1"})
  void allOfItIsKeptWithTheObject(int length, long multiparts) throws Exception {
    try (S3Server server = S3Server.start(S3Options.defaults().withMinPartBytes(1))) {
      server.createBucket("lift");
      try (S3Storage storage = Buckets.of(server, "lift", SETTINGS)) {
        put(storage, new byte[length]);
      }
      assertThat(server.counters().requests(Operation.CREATE_MULTIPART_UPLOAD))
          .isEqualTo(multiparts);
      assertThat(server.bucket("lift").objects().get("key").headers())
          .containsEntry("x-amz-storage-class", "STANDARD_IA")
          .containsEntry("x-amz-acl", "bucket-owner-full-control")
          .containsEntry("x-amz-tagging", "project=davit&kind=model")
          .containsEntry("cache-control", "no-store")
          .containsEntry("x-amz-server-side-encryption", "aws:kms")
          .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "alias/lift")
          .containsEntry("content-type", "application/octet-stream");
    }
  }

  private static void put(S3Storage storage, byte[] content) throws Exception {
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of("key"), content.length))) {
      while (session.next() instanceof Demand.Send send) {
        session.supply(send, Bodies.of(content, send.range()));
      }
      session.complete();
    }
  }
}
