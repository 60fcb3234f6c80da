package dev.davit.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which place wins, and that keys are never put together from two. */
class LocalCredentialsTest {
  private static final CredentialScope OSS = new CredentialScope("oss", "bucket");

  @TempDir private Path temporary;
  private Path directory;
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void folders() throws IOException {
    directory = Files.createDirectory(temporary.resolve("work"));
    home = Files.createDirectory(temporary.resolve("home"));
    environment.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    environment.put("TOS_ECS_ROLE_DISABLED", "true");
  }

  private LocalCredentials.Builder builder() {
    return LocalCredentials.builder().environment(environment).directory(directory).home(home);
  }

  private String lent(String scheme) {
    return lent(builder().build(), scheme);
  }

  private static String lent(LocalCredentials credentials, String scheme) {
    Credential found = credentials.lease(new CredentialScope(scheme, "b")).value();
    return ((Credential.KeyPair) found).accessKeyId();
  }

  private void file(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void everywhere() throws IOException {
    environment.put("ALIYUN_ACCESS_KEY_ID", "of-environment");
    environment.put("ALIYUN_ACCESS_KEY_SECRET", "s");
    file(directory, ".env", "OSS_ACCESS_KEY_ID=of-env-file\nOSS_ACCESS_KEY_SECRET=s");
    file(directory, "AccessKey.csv", "AccessKey ID,AccessKey Secret\nof-csv,s");
    file(directory, "oss.conf", "access_key_id = of-conf\naccess_key_secret = s");
    file(home, ".ossutilconfig", "[Credentials]\naccessKeyID=of-ossutil\naccessKeySecret=s");
    file(home, ".oss/credentials", "[default]\noss_access_key_id=of-oss\noss_secret_access_key=s");
    file(
        home,
        ".aliyun/config.json",
        "{\"current\":\"p\",\"profiles\":[{\"name\":\"p\",\"mode\":\"StsToken\",\"access_key_id\":"
            + "\"of-aliyun\",\"access_key_secret\":\"s\",\"sts_token\":\"t\"}]}");
    file(
        home,
        ".alibabacloud/credentials",
        "[default]\ntype=access_key\naccess_key_id=of-alibabacloud\naccess_key_secret=s");
    environment.put(
        "DAVIT_OSS_CREDENTIAL_PROCESS",
        "echo '{\"AccessKeyId\":\"of-process\",\"AccessKeySecret\":\"s\"}'");
  }

  @Test
  void theFirstPlaceWins() throws IOException {
    everywhere();
    LocalCredentials.Builder all = builder().conf(directory.resolve("oss.conf"));
    assertThat(lent(all.build(), "oss")).isEqualTo("of-environment");

    environment.remove("ALIYUN_ACCESS_KEY_ID");
    environment.remove("ALIYUN_ACCESS_KEY_SECRET");
    all.environment(environment);
    for (String[] next :
        new String[][] {
          {"work/.env", "of-env-file"},
          {"work/AccessKey.csv", "of-csv"},
          {"work/oss.conf", "of-conf"},
          {"home/.ossutilconfig", "of-ossutil"},
          {"home/.oss/credentials", "of-oss"},
          {"home/.aliyun/config.json", "of-aliyun"},
          {"home/.alibabacloud/credentials", "of-alibabacloud"}
        }) {
      assertThat(lent(all.build(), "oss")).isEqualTo(next[1]);
      Files.delete(temporary.resolve(next[0]));
    }
    assertThat(lent(all.build(), "oss")).isEqualTo("of-process");
  }

  @Test
  void aCsvThatIsNamedNeedNotBeThere() throws IOException {
    environment.put("ALIYUN_ACCESS_KEY_ID", "ENV_ID");
    environment.put("ALIYUN_ACCESS_KEY_SECRET", "ENV_SECRET");

    assertThat(lent(builder().accessKeyCsv(directory.resolve("none.csv")).build(), "oss"))
        .isEqualTo("ENV_ID");
  }

  @Test
  void halfAKeyIsNotFilledUpFromTheNextPlace() throws IOException {
    file(directory, "AccessKey.csv", "AccessKey ID,AccessKey Secret\nof-csv,s3cr3t");
    environment.put("ALIYUN_ACCESS_KEY_ID", "only");

    assertThatThrownBy(() -> lent("oss"))
        .isInstanceOf(SettingsException.class)
        .isNotInstanceOf(NoCredentialException.class)
        .hasMessageContaining("ALIYUN_ACCESS_KEY_SECRET is missing")
        .hasMessageContaining("has ALIYUN_ACCESS_KEY_ID without it");
  }

  @ParameterizedTest
  @CsvSource({
    "oss, OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_SESSION_TOKEN",
    "oss, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN",
    "oss, ALIYUN_ACCESS_KEY_ID, ALIYUN_ACCESS_KEY_SECRET, ALIYUN_SECURITY_TOKEN",
    "oss, ALIBABACLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_SECRET, ALIBABACLOUD_SECURITY_TOKEN",
    "oss, ALICLOUD_ACCESS_KEY_ID, ALICLOUD_ACCESS_KEY_SECRET, ALICLOUD_SECURITY_TOKEN",
    "oss, ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN",
    "tos, TOS_ACCESS_KEY, TOS_SECRET_KEY, TOS_SECURITY_TOKEN",
    "tos, TOS_AK, TOS_SK, TOS_TOKEN",
    "tos, VOLC_TOS_ACCESS_KEY_ID, VOLC_TOS_SECRET_ACCESS_KEY, VOLC_TOS_SESSION_TOKEN",
    "s3, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
    "mine, DAVIT_MINE_ACCESS_KEY_ID, DAVIT_MINE_ACCESS_KEY_SECRET, DAVIT_MINE_SESSION_TOKEN"
  })
  void everyNameInTheEnvironmentIsKnown(String scheme, String id, String secret, String token) {
    environment.putAll(Map.of(id, "key", secret, "s", token, "t"));

    Credential.KeyPair found =
        (Credential.KeyPair) builder().build().lease(new CredentialScope(scheme, "b")).value();

    assertThat(found.accessKeyId()).isEqualTo("key");
    assertThat(found.secret().reveal()).isEqualTo("s");
    assertThat(found.sessionToken().orElseThrow().reveal()).isEqualTo("t");
  }

  @Test
  void systemPropertiesComeBeforeTheEnvironment() {
    environment.putAll(Map.of("OSS_ACCESS_KEY_ID", "env", "OSS_ACCESS_KEY_SECRET", "s"));
    System.setProperty("oss.accessKeyId", "property");
    try {
      assertThatThrownBy(() -> lent("oss")).hasMessageContaining("oss.accessKeySecret is missing");
      System.setProperty("oss.accessKeySecret", "s");
      assertThat(lent("oss")).isEqualTo("property");
    } finally {
      System.clearProperty("oss.accessKeyId");
      System.clearProperty("oss.accessKeySecret");
    }
  }

  @Test
  void aBareTokenIsLent() {
    environment.put("DAVIT_MINE_TOKEN", "t0k3n");

    assertThat(builder().build().lease(new CredentialScope("mine", "b")).value())
        .isEqualTo(new Credential.Bearer(dev.davit.core.model.Secret.of("t0k3n")));
  }

  @Test
  void anotherCloudsCsvIsNotTakenForS3() throws IOException {
    file(directory, "AccessKey.csv", "AccessKey ID,AccessKey Secret\nof-csv,s");

    assertThatThrownBy(() -> lent("s3")).isInstanceOf(NoCredentialException.class);
  }

  @Test
  void whereThereIsNoneThePlacesAreNamed() {
    assertThatThrownBy(() -> lent("oss"))
        .isInstanceOf(NoCredentialException.class)
        .hasMessageContaining("oss://b")
        .hasMessageContaining("the environment")
        .hasMessageContaining("AccessKey.csv")
        .hasMessageContaining(".aliyun/config.json".replace('/', java.io.File.separatorChar));
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("exit 3", "ended with 3"),
        Arguments.of("echo nothing", "not whole JSON"),
        Arguments.of("echo '{\"AccessKeyId\":\"x\"}'", "secret is missing"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandThatFailsIsNamed(String command, String message) {
    environment.put("DAVIT_TOS_CREDENTIAL_PROCESS", command);

    assertThatThrownBy(() -> lent("tos"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }
}
