package dev.davit.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.local.credentials.UploadCredentials;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.proxy.ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An {@code upload_credentials.json} of the two kinds that post forms, from file to object. */
class CredentialsFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void fill() throws IOException {
    file = folder.resolve("upload_credentials.json");
    Files.createDirectories(folder.resolve("source/里"));
    Files.writeString(folder.resolve("source/里/文件.txt"), "lifted");
  }

  private void write(String platform, String grant) throws IOException {
    Files.writeString(
        file,
        "{\"upload_config\":{\"platform\":\"%s\",\"temporary_credential\":{%s}}}"
            .formatted(platform, grant));
  }

  private Summary lift() throws InterruptedException {
    UploadCredentials read = UploadCredentials.read(file, UploadCredentials.Platform.TOS);
    Map<String, String> settings = new HashMap<>(read.settings());
    settings.put("credentials", file.toString());
    return Davit.create()
        .upload(
            Upload.builder(List.of(folder.resolve("source")), read.destination())
                .settings(settings)
                .stateOptions(StateOptions.defaults().withDirectory(folder.resolve("state")))
                .build());
  }

  @Test
  void thePlatformLocalIsAProxy() throws Exception {
    try (ProxyServer server = ProxyServer.start("uploads/")) {
      write(
          "local",
          "\"host\":\"%s\",\"dir\":\"uploads/\",\"read_host\":\"%s\",\"credential\":\"%s\",\"expires\":3600"
              .formatted(server.upload(), server.read(), ProxyServer.CREDENTIAL));
      UploadCredentials read = UploadCredentials.read(file, UploadCredentials.Platform.TOS);
      assertThat(read.destination())
          .isEqualTo(
              Destination.parse("proxy://127.0.0.1:" + server.upload().getPort() + "/uploads"));
      assertThat(lift().ok()).isTrue();
      assertThat(server.file("uploads/里/文件.txt")).hasValue("lifted".getBytes("UTF-8"));
      assertThat(lift().counts().stored()).as("nothing twice").isZero();
    }
  }

  @Test
  void aPolicyIsASignedForm() throws Exception {
    try (StoreServer server = StoreServer.tos(StoreOptions.defaults())) {
      server.createBucket("lift");
      Instant end = Instant.now().plusSeconds(600);
      String fields =
          Posts.signed(server, "uploads/", end).entrySet().stream()
              .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
              .collect(Collectors.joining(","));
      write(
          "tos",
          "\"host\":\"%s/lift\",\"dir\":\"uploads/\",\"expires\":%d,%s"
              .formatted(server.endpoint(), end.getEpochSecond(), fields));
      Summary summary = lift();
      assertThat(summary.failures()).isEmpty();
      assertThat(summary.ok()).isTrue();
      assertThat(server.bucket("lift").objects()).containsOnlyKeys("uploads/里/文件.txt");

      String late = Files.readString(file).replaceFirst("(x-tos-signature\":\")..", "$100");
      Files.writeString(file, late);
      Files.writeString(folder.resolve("source/more.txt"), "more");
      assertThat(lift().ok()).as("a form whose signature is wrong").isFalse();
    }
  }
}
