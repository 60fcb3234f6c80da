package dev.davit.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.UploadFileRequest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.osstos.StoreBuckets;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vendor's own client judges the test server, and what we stored there. */
class OssSdkTest {
  private static final String KEY = "dür/a b+c%20 中.txt";
  private StoreServer server;

  @BeforeEach
  void start() {
    server = StoreServer.oss(StoreOptions.defaults().withMinPartBytes(1));
    server.createBucket("lift");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private OSS client(SignVersion version, String secret) {
    ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
    configuration.setSignatureVersion(version);
    configuration.setSLDEnabled(true);
    configuration.setMaxErrorRetry(0);
    return OSSClientBuilder.create()
        .endpoint(server.endpoint().toString())
        .credentialsProvider(
            new DefaultCredentialProvider(StoreServer.CREDENTIAL.accessKeyId(), secret))
        .clientConfiguration(configuration)
        .region(server.region())
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void theVendorsClientAndWeSeeTheSame(SignVersion version, @TempDir Path folder) throws Throwable {
    byte[] content = new byte[350 << 10];
    new Random(1).nextBytes(content);
    OSS oss = client(version, StoreServer.CREDENTIAL.secretKey());
    try (Storage storage = new StoreBuckets<>(new OssProvider()).of(server, Map.of())) {
      // what we store, it reads
      Uploads.store(storage, UploadRequest.of(ObjectKey.of(KEY), content.length), content);
      assertThat(read(oss.getObject("lift", KEY).getObjectContent())).isEqualTo(content);
      assertThat(oss.listObjectsV2("lift").getObjectSummaries())
          .singleElement()
          .satisfies(object -> assertThat(object.getSize()).isEqualTo(content.length));
      Date soon = new Date(System.currentTimeMillis() + 60_000);
      try (InputStream in = oss.generatePresignedUrl("lift", KEY, soon).openStream()) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
      // what it stores, we find
      oss.putObject("lift", "theirs/a b", new ByteArrayInputStream(content));
      assertThat(storage.find(ObjectKey.of("theirs/a b")).orElseThrow().length())
          .isEqualTo(content.length);
      UploadFileRequest large = new UploadFileRequest("lift", "theirs/large");
      large.setUploadFile(Files.write(folder.resolve("large"), content).toString());
      large.setPartSize(100 << 10);
      oss.uploadFile(large);
      assertThat(server.bucket("lift").object("theirs/large").orElseThrow().content().bytes())
          .isEqualTo(content);
      oss.copyObject("lift", "theirs/large", "lift", "theirs/copy");
      oss.deleteObject("lift", "theirs/large");
      assertThat(storage.find(ObjectKey.of("theirs/large"))).isEmpty();
      assertThat(storage.find(ObjectKey.of("theirs/copy"))).isPresent();
    } finally {
      oss.shutdown();
    }
    OSS stranger = client(version, "another secret");
    assertThatThrownBy(() -> stranger.listObjectsV2("lift"))
        .isInstanceOfSatisfying(
            OSSException.class,
            e -> assertThat(e.getErrorCode()).isEqualTo("SignatureDoesNotMatch"));
    stranger.shutdown();
    assertThat(server.loopback().surprises()).isEmpty();
  }

  private static byte[] read(InputStream in) throws Exception {
    try (in) {
      return in.readAllBytes();
    }
  }
}
