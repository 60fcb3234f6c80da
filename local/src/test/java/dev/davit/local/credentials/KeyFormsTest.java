package dev.davit.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.SettingsException;
import dev.davit.testkit.simulation.Gate;
import dev.davit.testkit.simulation.SeededTasks;
import dev.davit.testkit.simulation.SimulatedTime;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form in which a file holds a key: good, half good and bad. */
class KeyFormsTest {
  private static final String ID = "LTAI5tExample";
  private static final String SECRET = "s3cr3t/Of+Example=";
  private static final CredentialScope OSS = new CredentialScope("oss", "bucket");
  private static final CredentialScope TOS = new CredentialScope("tos", "bucket");

  @TempDir private Path directory;

  private Lease<Credential> lease(String name, byte[] bytes, CredentialScope scope)
      throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    SplittableRandom random = new SplittableRandom(1);
    SimulatedTime time = new SimulatedTime(Gate.open());
    return LocalCredentials.builder()
        .environment(Map.of())
        .surroundings(
            new dev.davit.core.spi.Surroundings(
                time.clock(), time, random, new SeededTasks(random)))
        .build()
        .in(file)
        .orElseThrow()
        .lease(scope);
  }

  private Credential.KeyPair pair(String name, String text, CredentialScope scope)
      throws IOException {
    return (Credential.KeyPair) lease(name, text.getBytes(StandardCharsets.UTF_8), scope).value();
  }

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of("AccessKey.csv", "AccessKey ID,AccessKey Secret\n%s,%s\n"),
        Arguments.of("AccessKey.csv", "\uFEFFAccessKey ID,AccessKey Secret\r\n%s,%s\r\n"),
        Arguments.of("AccessKey.csv", "\"AccessKey ID\",\"AccessKey Secret\"\n\"%s\",\"%s\""),
        Arguments.of("AccessKey.csv", "AccessKeyId, AccessKeySecret\n %s , %s \n"),
        Arguments.of("AccessKey.csv", "access_key_id,secret_access_key\n%s,%s"),
        Arguments.of("keys.txt", "Access Key Id,Secret Access Key\n\n%s,%s\n"),
        Arguments.of(
            "AccessKey.csv", "User Name,Password,AccessKey ID,AccessKey Secret\nme,,%s,%s"),
        Arguments.of("AccessKey.csv", "用户名,AccessKey ID,AccessKey Secret,备注\n小王,%s,%s,\"甲,乙\""),
        Arguments.of("AccessKey.csv", "AccessKey ID,%s\nAccessKey Secret,%s\n"),
        Arguments.of("oss.conf", "access_key_id = %s\naccess_key_secret = %s\noss_bucket = b\n"),
        Arguments.of(
            "oss.conf", "# a comment\naccess_key_id=\"%s\"\naccess_key_secret='%s' # mine"),
        Arguments.of(".env", "export OSS_ACCESS_KEY_ID=%s\nexport OSS_ACCESS_KEY_SECRET=%s\n"),
        Arguments.of(
            ".ossutilconfig",
            "[Credentials]\nlanguage=CH\nendpoint=oss-cn-beijing.aliyuncs.com\n"
                + "accessKeyID=%s\naccessKeySecret=%s\n[Bucket-Endpoint]\nb=e\n"),
        Arguments.of(".ossutilconfig", "[default]\naccess-key-id=%s\naccess-key-secret=%s\n"),
        Arguments.of(
            "credentials",
            "[default]\ntype = access_key\naccess_key_id = %s\naccess_key_secret = %s"),
        Arguments.of(
            "credentials", "[default]\noss_access_key_id = %s\noss_secret_access_key = %s"),
        Arguments.of(
            "config.json",
            "{\"current\":\"p\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\"},{\"name\":\"p\","
                + "\"mode\":\"AK\",\"access_key_id\":\"%s\",\"access_key_secret\":\"%s\"}]}"),
        Arguments.of("key.json", "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}"),
        Arguments.of(
            "key.json", "{\"Credentials\":{\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\"}}"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void aWholeKeyIsLent(String name, String form) throws IOException {
    Credential.KeyPair pair = pair(name, form.formatted(ID, SECRET), OSS);

    assertThat(pair.accessKeyId()).isEqualTo(ID);
    assertThat(pair.secret()).isEqualTo(Secret.of(SECRET));
    assertThat(pair.sessionToken()).isEmpty();
  }

  @Test
  void whatAChineseConsoleSavesIsRead() throws IOException {
    byte[] bytes =
        ("用户名,AccessKey ID,AccessKey Secret\n小王," + ID + "," + SECRET)
            .getBytes(Charset.forName("GBK"));

    assertThat(((Credential.KeyPair) lease("AccessKey.csv", bytes, OSS).value()).accessKeyId())
        .isEqualTo(ID);
  }

  static Stream<Arguments> half() {
    return Stream.of(
        Arguments.of("AccessKey.csv", "AccessKey ID,AccessKey Secret\n%s,\n", "secret is missing"),
        Arguments.of("AccessKey.csv", "AccessKey ID,AccessKey Secret\n,%s\n", "id is missing"),
        Arguments.of("AccessKey.csv", "AccessKey ID,User\n%s,me\n", "secret is missing"),
        Arguments.of("oss.conf", "access_key_id = %s\n", "secret is missing"),
        Arguments.of("oss.conf", "access_key_id =\naccess_key_secret = %s\n", "id is missing"),
        Arguments.of(".ossutilconfig", "[Credentials]\naccessKeyID=%s\n", "secret is missing"),
        Arguments.of("key.json", "{\"AccessKeyId\":\"%s\"}", "secret is missing"));
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfAKeyIsAnErrorThatNamesTheOtherHalf(String name, String form, String message) {
    assertThatThrownBy(() -> pair(name, form.formatted(SECRET), OSS))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(name)
        .message()
        .doesNotContain(SECRET);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("AccessKey.csv", "", "is empty"),
        Arguments.of("AccessKey.csv", "AccessKey ID,AccessKey Secret\n", "holds no key"),
        Arguments.of("AccessKey.csv", "hello", "holds no key"),
        Arguments.of("AccessKey.csv", "AccessKey ID,AccessKey Secret\n\"" + SECRET, "quote"),
        Arguments.of("c.json", "{\"upload_config\": {\"x\": \"" + SECRET, "not whole JSON"),
        Arguments.of("c.json", "[" + SECRET + "]", "holds no key"),
        Arguments.of("c.json", "{\"a\":1}", "holds no key"),
        Arguments.of(
            "c.json", "{\"upload_config\":{\"platform\":\"ftp\"}}", "known are tos, aliyun"),
        Arguments.of(
            "c.json",
            "{\"upload_config\":{\"platform\":\"oss\",\"bucket\":\"b\"}}",
            "\"credentials\" is missing"),
        Arguments.of(
            "config.json",
            "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"RamRoleArn\","
                + "\"access_key_secret\":\""
                + SECRET
                + "\"}]}",
            "mode RamRoleArn"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsNoKeyIsAnErrorWithoutItsContent(String name, String text, String message) {
    assertThatThrownBy(() -> pair(name, text, OSS))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(name)
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void aFileThatIsMissingOrAFolderIsNamed() {
    assertThatThrownBy(() ->
            LocalCredentials.ofThisProcess()
                .in(directory.resolve("none.csv"))
                .orElseThrow()
                .lease(OSS))
        .hasMessageContaining("there is no credentials file")
        .hasMessageContaining("none.csv");
    assertThatThrownBy(
            () -> LocalCredentials.ofThisProcess().in(directory).orElseThrow().lease(OSS))
        .hasMessageContaining("is a folder");
  }

  static Stream<Arguments> uploadCredentials() {
    String end = "2099-12-31T23:59:59Z";
    return Stream.of(
        Arguments.of(
            "tos",
            "{\"upload_config\":{\"platform\":\"tos\",\"temporary_credential\":{\"expires\":3600,"
                + "\"bucket\":\"b\",\"credentials\":{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":"
                + "\"%s\",\"SessionToken\":\"t\",\"ExpiredTime\":\""
                + end
                + "\","
                + "\"CurrentTime\":\"2023-01-01T00:00:00Z\"}}}}",
            end),
        Arguments.of(
            "tos",
            "{\"upload_config\":{\"temporary_credential\":{\"expires\":3600,\"credentials\":{"
                + "\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"SessionToken\":\"t\","
                + "\"CurrentTime\":\"2023-01-01T00:00:00Z\"}}}}",
            "2023-01-01T01:00:00Z"),
        Arguments.of(
            "oss",
            "{\"upload_config\":{\"platform\":\"aliyun\",\"bucket\":\"b\",\"expire\":1700000000,"
                + "\"credentials\":{\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\","
                + "\"SecurityToken\":\"t\",\"Expiration\":\""
                + end
                + "\"}}}",
            end),
        Arguments.of(
            "oss",
            "{\"upload_config\":{\"platform\":\"aliyun\",\"temporary_credential\":{\"bucket\":\"b\","
                + "\"region\":\"oss-cn-beijing\",\"access_key_id\":\"%s\",\"access_key_secret\":"
                + "\"%s\",\"sts_token\":\"t\",\"expires\":1900000000}}}",
            "2030-03-17T17:46:40Z"),
        Arguments.of(
            "s3",
            "{\"upload_config\":{\"platform\":\"minio\",\"expires\":1900000000,"
                + "\"temporary_credential\":{\"use_path_style_endpoint\":true,\"credentials\":{"
                + "\"access_key_id\":\"%s\",\"secret_access_key\":\"%s\",\"session_token\":\"t\"}}}}",
            "2030-03-17T17:46:40Z"));
  }

  @ParameterizedTest
  @MethodSource("uploadCredentials")
  void uploadCredentialsOfEveryPlatformAreRead(String scheme, String form, String end)
      throws IOException {
    Lease<Credential> lease =
        lease(
            "upload_credentials.json",
            form.formatted(ID, SECRET).getBytes(StandardCharsets.UTF_8),
            new CredentialScope(scheme, "b"));

    Credential.KeyPair pair = (Credential.KeyPair) lease.value();
    assertThat(pair.accessKeyId()).isEqualTo(ID);
    assertThat(pair.secret()).isEqualTo(Secret.of(SECRET));
    assertThat(pair.sessionToken()).isEqualTo(Optional.of(Secret.of("t")));
    assertThat(lease.expires()).contains(Instant.parse(end));
  }

  @Test
  void aKeyForAnotherCloudIsNotLent() {
    assertThatThrownBy(() ->
            pair("c.json", "{\"upload_config\":{\"platform\":\"aliyun\",\"credentials\":{}}}", TOS))
        .hasMessageContaining("holds a key for oss://, and the destination is tos://");
  }
}
