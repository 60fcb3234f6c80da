package dev.davit.tos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.volcengine.tos.TOSClientConfiguration;
import com.volcengine.tos.TOSV2;
import com.volcengine.tos.TOSV2ClientBuilder;
import com.volcengine.tos.TosServerException;
import com.volcengine.tos.credential.StaticCredentialsProvider;
import com.volcengine.tos.model.object.CreateMultipartUploadInput;
import com.volcengine.tos.model.object.GetObjectV2Input;
import com.volcengine.tos.model.object.GetObjectV2Output;
import com.volcengine.tos.model.object.ListObjectsType2Input;
import com.volcengine.tos.model.object.ObjectMetaRequestOptions;
import com.volcengine.tos.model.object.PutObjectInput;
import com.volcengine.tos.model.object.UploadFileV2Input;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.osstos.StoreBuckets;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own client judges the test server, and what we stored there. */
class TosSdkTest {
  private static final String KEY = "dür/a b+c%20 中.txt";
  private static final int PART = 5 << 20; // the shortest that the SDK cuts
  private StoreServer server;

  @BeforeEach
  void start() {
    server = StoreServer.tos(StoreOptions.defaults());
    server.createBucket("lift");
  }

  @AfterEach
  void stop() {
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  private TOSV2 client(String secret) {
    return new TOSV2ClientBuilder()
        .build(
            TOSClientConfiguration.builder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .disableTrailerHeader(true)
                .credentialsProvider(
                    new StaticCredentialsProvider(StoreServer.CREDENTIAL.accessKeyId(), secret))
                .build());
  }

  private byte[] stored(String key) throws Exception {
    return server.bucket("lift").object(key).orElseThrow().content().bytes();
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  @Test
  void theVendorsClientAndWeSeeTheSame() throws Exception {
    byte[] content = content(9000);
    TOSV2 tos = client(StoreServer.CREDENTIAL.secretKey());
    try (Storage storage = new StoreBuckets<>(new TosProvider()).of(server, Map.of("part-size", "4m", "min-part", "4m"))) {
      Uploads.store(storage, UploadRequest.of(ObjectKey.of(KEY), content.length), content);
      try (GetObjectV2Output got =
          tos.getObject(new GetObjectV2Input().setBucket("lift").setKey(KEY))) {
        assertThat(got.getContent().readAllBytes()).isEqualTo(content);
      }
      assertThat(tos.listObjectsType2(new ListObjectsType2Input().setBucket("lift")).getContents())
          .singleElement()
          .satisfies(object -> assertThat(object.getKey()).isEqualTo(KEY));
      PutObjectInput put =
          new PutObjectInput()
              .setBucket("lift")
              .setKey("theirs/a b")
              .setContent(new ByteArrayInputStream(content))
              .setOptions(new ObjectMetaRequestOptions().setStorageClass(null));
      assertThat(tos.putObject(put).getHashCrc64ecma()).isNotEmpty();
      assertThat(stored("theirs/a b")).isEqualTo(content);
      assertThat(storage.find(ObjectKey.of("theirs/a b"))).isPresent();
    }
    TOSV2 stranger = client("another secret");
    assertThatThrownBy(
            () -> stranger.listObjectsType2(new ListObjectsType2Input().setBucket("lift")))
        .isInstanceOfSatisfying(
            TosServerException.class,
            e -> assertThat(e.getCode()).isEqualTo("SignatureDoesNotMatch"));
  }

  /** Why we cut parts ourselves: when a fixed SDK comes, the first half of this fails. */
  @Test
  void theVendorsUploadFileLosesTheLastPartAndOursDoesNot(@TempDir Path folder) throws Exception {
    byte[] content = content(3 * PART);
    Path file = Files.write(folder.resolve("large"), content);
    TOSV2 tos = client(StoreServer.CREDENTIAL.secretKey());
    UploadFileV2Input theirs =
        new UploadFileV2Input().setFilePath(file.toString()).setPartSize(PART).setTaskNum(1);
    theirs.setCreateMultipartUploadInput(
        new CreateMultipartUploadInput().setBucket("lift").setKey("theirs"));
    assertThat(tos.uploadFile(theirs).getEtag()).as("it reports success").isNotEmpty();
    assertThat(stored("theirs").length).isEqualTo(2 * PART);

    try (Storage storage = new StoreBuckets<>(new TosProvider()).of(server, Map.of("part-size", "5m", "min-part", "4m"))) {
      Uploads.store(storage, UploadRequest.of(ObjectKey.of("ours"), content.length), content);
    }
    assertThat(stored("ours")).isEqualTo(content);
  }
}
