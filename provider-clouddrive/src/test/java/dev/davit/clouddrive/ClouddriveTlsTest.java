package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.SettingsException;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.LoopbackTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, to those who are trusted. */
class ClouddriveTlsTest {
  private static final byte[] CONTENT = "over TLS".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path certificate;
  private LoopbackCloudDrive server;

  @BeforeEach
  void start() throws IOException {
    LoopbackTls identity = LoopbackTls.create();
    certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    identity.writePem(certificate);
    identity.writeKeyPem(key);
    server =
        LoopbackCloudDrive.start(
            LoopbackOptions.defaults().withTls(certificate.toFile(), key.toFile()),
            folder.resolve("server"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void refused(String words, String... settings) {
    try (Storage storage = Stores.connect(server, folder, settings)) {
      assertThatThrownBy(() -> storage.find(ObjectKey.of("cloud/a")))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("127.0.0.1:" + server.port() + " " + words);
    }
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhenNamed() throws Exception {
    try (Storage storage =
        Stores.connect(server, folder, "tls", "true", "ca-file", certificate.toString())) {
      Uploads.store(storage, UploadRequest.of(ObjectKey.of("cloud/a"), CONTENT.length), CONTENT);
    }
    Path there = server.files().file("/cloud/a").orElseThrow().bytes().orElseThrow();
    assertThat(there).hasBinaryContent(CONTENT);
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefusedWithTheWayOut() {
    refused(
        "shows a certificate that is not trusted; name its authority with --setting ca-file=FILE",
        "tls",
        "true");
  }

  @Test
  void anotherAuthorityDoesNotHelp() throws IOException {
    Path other = folder.resolve("other.pem");
    LoopbackTls.create().writePem(other);
    refused("shows a certificate that is not trusted", "tls", "true", "ca-file", other.toString());
  }

  @Test
  void plainWordsToATlsServerSayWhatToAdd() {
    refused("speaks TLS; add --setting tls=true");
  }

  @Test
  void aTlsHandshakeWithAPlainServerSaysWhatToChange() throws IOException {
    server.close();
    server = LoopbackCloudDrive.start(LoopbackOptions.defaults(), folder.resolve("plain"));
    refused("does not speak TLS; add --setting tls=false", "tls", "true");
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "no certificate");
    for (Path file : new Path[] {wrong, folder.resolve("none.pem")}) {
      assertThatThrownBy(
              () -> {
                try (Storage storage =
                    Stores.connect(server, folder, "tls", "true", "ca-file", file.toString())) {
                  storage.find(ObjectKey.of("cloud/a"));
                }
              })
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("\"ca-file\" names " + file)
          .hasMessageContaining("PEM");
    }
  }
}
