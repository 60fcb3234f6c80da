package dev.davit.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.davit.core.model.Destination;
import dev.davit.local.credentials.UploadCredentials.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the file says to upload to. */
class UploadCredentialsTest {
  @TempDir private Path directory;

  private UploadCredentials read(String text) throws IOException {
    return UploadCredentials.read(
        Files.writeString(directory.resolve("c.json"), text), Platform.TOS);
  }

  @Test
  void tosIsNamedWithEndpointAndFolder() throws IOException {
    UploadCredentials read =
        read(
            "{\"sandbox_id\":\"box\",\"organization_code\":\"ORG\",\"upload_config\":{\"platform\":"
                + "\"tos\",\"temporary_credential\":{\"host\":\"tos.example\",\"region\":"
                + "\"cn-beijing\",\"endpoint\":\"tos-cn-beijing.volces.com\",\"bucket\":\"b\","
                + "\"dir\":\"uploads/\",\"credentials\":{\"AccessKeyId\":\"id\","
                + "\"SecretAccessKey\":\"s3cr3t\"}}}}");

    assertThat(read.destination()).isEqualTo(new Destination("tos", "b", "uploads"));
    assertThat(read.settings())
        .containsOnly(
            entry("endpoint", "https://tos-cn-beijing.volces.com"), entry("region", "cn-beijing"));
    assertThat(read.host()).contains("tos.example");
    assertThat(read.sandboxId()).contains("box");
    assertThat(read.organizationCode()).contains("ORG");
    assertThat(read.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void aliyunsRegionIsTheLabelOfItsEndpoint() throws IOException {
    UploadCredentials read =
        read(
            "{\"upload_config\":{\"platform\":\"aliyun\",\"temporary_credential\":{\"region\":"
                + "\"oss-cn-beijing-internal\",\"bucket\":\"b\",\"dir\":\"\"}}}");

    assertThat(read.destination()).isEqualTo(new Destination("oss", "b", ""));
    assertThat(read.settings())
        .containsOnly(
            entry("endpoint", "https://oss-cn-beijing-internal.aliyuncs.com"),
            entry("region", "cn-beijing"));
  }

  @Test
  void minioIsS3InPathStyle() throws IOException {
    UploadCredentials read =
        read(
            "{\"upload_config\":{\"platform\":\"minio\",\"temporary_credential\":{\"endpoint\":"
                + "\"http://127.0.0.1:9000\",\"region\":\"us-east-1\",\"bucket\":\"b\",\"dir\":"
                + "\"/a/b/\",\"use_path_style_endpoint\":true}}}");

    assertThat(read.destination()).isEqualTo(new Destination("s3", "b", "a/b"));
    assertThat(read.settings())
        .containsOnly(
            entry("endpoint", "http://127.0.0.1:9000"),
            entry("region", "us-east-1"),
            entry("path-style", "true"));
  }

  @Test
  void aProxyAndASignedFormArePlacesOfTheirOwn() throws IOException {
    UploadCredentials proxy =
        read(
            "{\"upload_config\":{\"platform\":\"local\",\"temporary_credential\":{\"host\":"
                + "\"http://api.example:9501/v1/file?x=1\",\"dir\":\"a/b/\",\"read_host\":"
                + "\"files.example\",\"credential\":\"local_credential:s3cr3t\"}}}");
    assertThat(proxy.destination()).isEqualTo(new Destination("proxy", "api.example:9501", "a/b"));
    assertThat(proxy.settings())
        .containsOnly(
            entry("endpoint", "http://api.example:9501/v1/file?x=1"),
            entry("read-host", "https://files.example"));
    assertThat(proxy.key().toString()).doesNotContain("s3cr3t");

    UploadCredentials form =
        read(
            "{\"upload_config\":{\"platform\":\"tos\",\"temporary_credential\":{\"host\":"
                + "\"https://b.tos-cn-beijing.volces.com\",\"dir\":\"a\",\"policy\":\"cDBsaWN5\","
                + "\"x-tos-signature\":\"s1gned\",\"content_type\":\"\",\"expires\":4102444800}}}");
    assertThat(form.destination())
        .isEqualTo(new Destination("form", "b.tos-cn-beijing.volces.com", "a"));
    assertThat(form.settings())
        .containsOnly(entry("endpoint", "https://b.tos-cn-beijing.volces.com"));
    assertThat(form.key().form()).containsOnlyKeys("policy", "x-tos-signature");
    assertThat(form.key().end()).contains(Instant.ofEpochSecond(4_102_444_800L));
    assertThat(form.key().toString()).doesNotContain("s1gned", "cDBsaWN5");
    assertThatThrownBy(() -> read("{\"upload_config\":{\"platform\":\"local\"}}").destination())
        .hasMessageContaining("\"host\" is missing");
    assertThatThrownBy(() -> read("{\"upload_config\":{\"platform\":\"local\"}}").key())
        .hasMessageContaining("\"credential\" is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "./a", "a//b", "a\\u0000b", "a\\nb", "a/.."})
  void aFolderThatLeadsElsewhereIsRefused(String dir) throws IOException {
    UploadCredentials read = read("{\"upload_config\":{\"bucket\":\"b\",\"dir\":\"" + dir + "\"}}");

    assertThatThrownBy(read::destination).hasMessageContaining("\"dir\" must be a folder");
  }

  @Test
  void whatIsNoSuchFileIsSaid() {
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("has no \"upload_config\"");
    assertThatThrownBy(() -> read("{\"upload_config\":{}}").destination())
        .hasMessageContaining("\"bucket\" is missing");
    assertThatThrownBy(() -> UploadCredentials.read(directory.resolve("none.json"), Platform.TOS))
        .hasMessageContaining("there is no file");
  }
}
