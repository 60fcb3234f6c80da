package dev.davit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.StorageProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {

  private static S3Settings read(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Settings settings = new Settings(Destination.parse("s3://lift/prefix"), values);
    S3Settings read = new S3Provider().read(settings);
    settings.end();
    return read;
  }

  @Test
  void theProviderIsFound() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream().map(p -> p.type().getName()))
        .contains(S3Provider.class.getName());
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-west-1.amazonaws.com, CRC64_NVME, false",
    "https://s3.cn-north-1.amazonaws.com.cn, CRC64_NVME, false",
    "https://abc.r2.cloudflarestorage.com, MD5, true",
    "https://tos-s3-cn-beijing.volces.com, MD5, false",
    "https://s3.oss-cn-hangzhou.aliyuncs.com, MD5, false",
    "https://s3.us-west-000.backblazeb2.com, MD5, true",
    "https://s3.wasabisys.com, MD5, true",
    "https://storage.googleapis.com, MD5, true",
    "minio.example.com:9000, CRC64_NVME, true",
    "http://minio.example.com:9000, CRC32C, true",
    "http://s3.eu-west-1.amazonaws.com, CRC64_NVME, false",
    "https://evilamazonaws.com, CRC64_NVME, true"
  })
  void aServiceIsKnownByItsHost(String endpoint, Check check, boolean pathStyle) {
    Service service = read("endpoint", endpoint).service();
    assertEquals(check, service.checks().getFirst());
    assertEquals(pathStyle, service.pathStyle());
  }

  @Test
  void everySettingOverridesTheTable() {
    Service service =
        read(
                "service", "b2",
                "checksums", "crc32c,md5",
                "path-style", "false",
                "list-version", "1",
                "conditional-create", "true",
                "whole-checksum", "true",
                "unsigned-payload", "false",
                "etag-is-md5", "false",
                "min-part", "1m",
                "max-part", "2m",
                "max-parts", "7",
                "max-object", "1g")
            .service();
    assertEquals(
        new Service(
            "",
            "us-east-1",
            false,
            List.of(Check.CRC32C, Check.MD5),
            false,
            1,
            true,
            false,
            true,
            new dev.davit.core.support.PartLimits(1 << 20, 2 << 20, 7),
            1 << 30),
        service);
  }

  @ParameterizedTest
  @CsvSource({
    "regoin, x, did you mean \"region\"",
    "endpoint, https://user:pass@host, without path",
    "endpoint, https://host/path, without path",
    "endpoint, ftp://host, without path",
    "service, mino, must be one of",
    "checksums, md6, crc64-nvme",
    "path-style, yes, true or false",
    "sse-kms-key, 'a\u00e9', plain text"
  })
  void aWrongSettingIsNamed(String name, String value, String says) {
    SettingsException seen = assertThrows(SettingsException.class, () -> read(name, value));
    assertThat(seen).hasMessageContaining(says);
    assertThat(seen).hasMessageNotContaining("pass@");
  }

  @Test
  void aKeyServiceMakesETagsOpaque() {
    S3Settings settings = read("sse-kms-key", "alias/lift");
    assertEquals("aws:kms", settings.objectHeaders().get("x-amz-server-side-encryption"));
    assertTrue(!settings.service().etagIsMd5());
  }

  @Test
  void theBucketIsInTheHostWhereThatWorks() {
    assertEquals("lift.s3.eu-west-1.amazonaws.com", Bucket.of(read("region", "eu-west-1")).host());
    assertEquals(
        "lift.s3.cn-north-1.amazonaws.com.cn", Bucket.of(read("region", "cn-north-1")).host());
    assertEquals(
        "127.0.0.1:9000",
        Bucket.of(read("endpoint", "http://127.0.0.1:9000", "path-style", "false")).host());
    assertEquals(
        "lift.minio.example.com",
        Bucket.of(read("endpoint", "minio.example.com", "path-style", "false")).host());
    assertEquals("/lift/a%20b", Bucket.of(read("endpoint", "minio.example.com")).path("a b"));
  }
}
