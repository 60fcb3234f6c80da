package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.PlainDriver;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.model.ByteRange;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server that asks for what it must not is refused, and harms no other upload. */
class HostileServerTest {
  private static final byte[] CONTENT = new byte[300_000];
  private static final Map<String, Consumer<DrivenUpload>> HOSTILE =
      new TreeMap<>(
          Map.of(
              "flood", HostileServerTest::flood,
              "hash", HostileServerTest::askOddHashes,
              "lengths", HostileServerTest::askLengths,
              "range", HostileServerTest::askBeyond,
              "repeats", HostileServerTest::askAgainAndAgain));

  static {
    new Random(8).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(RemoteSession.class.getPackageName());
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private LoopbackCloudDrive server;
  private Storage storage;

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  private void begin(Consumer<DrivenUpload> asks) throws IOException {
    LoopbackOptions options =
        LoopbackOptions.defaults()
            .driven(upload -> {
              String name = Publication.intended(Drive.name(upload.path()));
              return HOSTILE.containsKey(name)
                  ? asking(HOSTILE.get(name), Status.Transfer)
                  : name.equals("asked") ? asking(asks, Status.Finish) : new PlainDriver(50_000, 4);
            });
    server = LoopbackCloudDrive.start(options, folder.resolve("server"));
    storage = Stores.connect(server, folder);
  }

  private static Driver asking(Consumer<DrivenUpload> asks, Status end) {
    return new Driver() {
      @Override
      public void begin(DrivenUpload upload) {
        asks.accept(upload);
      }

      @Override
      public void answered(DrivenUpload upload) {
        if (upload.open() == 0) {
          upload.turn(end, "");
        }
      }
    };
  }

  @AfterEach
  void end() {
    logger.detachAppender(logged);
    storage.close();
    List<String> violations = server.violations();
    server.close();
    assertThat(violations).isEmpty();
  }

  private static UploadRequest request(String name) {
    return UploadRequest.of(ObjectKey.of("cloud/" + name), CONTENT.length);
  }

  private byte[] there(String path) throws IOException {
    return Files.readAllBytes(server.files().file(path).orElseThrow().bytes().orElseThrow());
  }

  @Test
  void itGetsNothingThatItMustNotAndHarmsNobodyElse() throws Exception {
    begin(upload -> {});
    try (UploadSession innocent = storage.open(request("innocent"))) {
      for (String each : HOSTILE.keySet()) {
        logged.list.clear();
        try (UploadSession session = storage.open(request(each))) {
          assertThatThrownBy(() -> Uploads.supply(session, CONTENT))
              .as(each)
              .isInstanceOf(Rejected.class)
              .hasMessageContaining("must not");
          session.abort();
        }
        assertThat(logged.list)
            .as(each + " is said once")
            .extracting(ILoggingEvent::getFormattedMessage)
            .singleElement()
            .asString()
            .contains("cloud/" + each + ": the server asks for ");
      }
      Uploads.supply(innocent, CONTENT);
      innocent.complete();
    }
    assertThat(there("/cloud/innocent")).isEqualTo(CONTENT);
    assertThat(server.files().files()).containsExactly("/cloud/innocent");
  }

  private static void askBeyond(DrivenUpload upload) {
    upload.ask(Long.MIN_VALUE, 1, false); // 2^63
    upload.ask(upload.size() + 1, 1, false);
    upload.ask(Long.MAX_VALUE, Long.MAX_VALUE, true);
  }

  private static void askLengths(DrivenUpload upload) {
    upload.ask(0, Long.MIN_VALUE, false);
    upload.ask(0, -1, false); // 2^64 - 1
    upload.ask(0, (1L << 30) + 1, false);
  }

  private static void askOddHashes(DrivenUpload upload) {
    upload.askHash(0, 0);
    upload.askHash(99, 0);
    upload.askHash(1, 1); // a digest for every byte
  }

  private static void flood(DrivenUpload upload) {
    for (int i = 0; i < 30_000; i++) {
      upload.ask(i, 1, i % 2 == 0);
    }
  }

  private static void askAgainAndAgain(DrivenUpload upload) {
    for (int i = 0; i < 1_000; i++) { // 300 MB of 300 kB
      upload.ask(0, CONTENT.length + i, false);
    }
  }

  /** Servers that ask in blocks of one length ask for a last one that the file does not fill. */
  @Test
  void aBlockThatHangsOverTheEndIsCutThere() throws Exception {
    begin(upload -> {
      upload.ask(0, 200_000, false);
      upload.ask(200_000, 200_000, false);
      upload.ask(CONTENT.length, 200_000, true); // nothing is left for it
    });
    try (UploadSession session = storage.open(request("asked"))) {
      assertThat(Uploads.supply(session, CONTENT))
          .containsExactlyInAnyOrder(
              new ByteRange(0, 200_000),
              new ByteRange(200_000, 100_000),
              new ByteRange(CONTENT.length, 0));
      session.complete();
    }
    assertThat(there("/cloud/asked")).isEqualTo(CONTENT);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void oneImpossibleRangeAmongGoodOnesIsRefusedAndTheRestServed() throws Exception {
    begin(upload -> {
      upload.ask(0, CONTENT.length, false);
      upload.askBlindly(CONTENT.length + 1L, 1);
    });
    try (UploadSession session = storage.open(request("asked"))) {
      assertThat(Uploads.supply(session, CONTENT))
          .containsExactly(new ByteRange(0, CONTENT.length));
      session.complete();
    }
    assertThat(there("/cloud/asked")).isEqualTo(CONTENT);
    assertThat(logged.list).hasSize(1);
  }

  @Test
  void uploadsThatNobodyBeganAreIgnoredAndSaidOnce() throws Exception {
    begin(upload -> {});
    try (UploadSession innocent = storage.open(request("innocent"))) {
      for (int i = 0; i < 1_000; i++) {
        server.sayOfStranger("stranger-" + i);
      }
      Uploads.supply(innocent, CONTENT);
      innocent.complete();
    }
    assertThat(there("/cloud/innocent")).isEqualTo(CONTENT);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .contains("uploads that are not ours");
  }
}
