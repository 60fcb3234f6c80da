package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Timer;
import dev.davit.core.support.Digests;
import dev.davit.testkit.Bodies;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server forgets an upload of whose hash it hears nothing for about a minute. */
class HashProgressTest {
  private static final byte[] CONTENT = new byte[2 << 20];
  private static final int SLOW_READ_SECONDS = 9;

  static {
    new Random(8).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private final AtomicLong ahead = new AtomicLong();
  private LoopbackCloudDrive server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    Driver driver =
        new Driver() {
          @Override
          public void begin(DrivenUpload upload) {
            upload.askHash(2, 0);
          }

          @Override
          public void answered(DrivenUpload upload) {
            upload.turn(Status.Finish, "");
          }
        };
    server =
        LoopbackCloudDrive.start(
            LoopbackOptions.defaults().driven(upload -> driver), folder.resolve("server"));
    Surroundings real = Surroundings.real();
    Timer later =
        new Timer() {
          @Override
          public long nanos() {
            return real.timer().nanos() + ahead.get();
          }

          @Override
          public void sleep(Duration pause) throws InterruptedException {
            real.timer().sleep(pause);
          }
        };
    storage =
        Stores.connect(
            server, folder, new Surroundings(real.clock(), later, real.random(), real.tasks()));
  }

  @AfterEach
  void end() {
    storage.close();
    assertThat(server.violations()).isEmpty();
    server.close();
  }

  private UploadSession open() {
    return storage.open(UploadRequest.of(ObjectKey.of("cloud/hashed"), CONTENT.length));
  }

  private DrivenUpload upload() {
    return server.uploads().iterator().next();
  }

  private static Demand.Inspect inspection(UploadSession session) throws Exception {
    Demand demand = session.next();
    while (demand instanceof Demand.Later) {
      demand = session.next();
    }
    return (Demand.Inspect) demand;
  }

  private void waitForProgress(long messages) throws InterruptedException {
    for (int i = 0; i < 300 && upload().progressMessages() < messages; i++) {
      Thread.sleep(100);
    }
    assertThat(upload().progressMessages()).isGreaterThanOrEqualTo(messages);
  }

  private record Slow(Body body, AtomicLong ahead) implements Body {
    @Override
    public long length() {
      return body.length();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(body.open()) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          ahead.addAndGet(TimeUnit.SECONDS.toNanos(SLOW_READ_SECONDS));
          return super.read(buffer, offset, length);
        }
      };
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) throws IOException {
      return body.digest(algorithm);
    }
  }

  /** A read of a quarter of a MiB takes nine seconds here: each is told of. */
  @Test
  void aSlowHashIsToldOfAtLeastEveryTenSeconds() throws Exception {
    try (UploadSession session = open()) {
      session.inspect(inspection(session), new Slow(Bodies.of(CONTENT), ahead));
      assertThat(session.next()).isInstanceOf(Demand.Done.class);
      session.complete();
    }
    long reads = CONTENT.length / (1 << 18);
    waitForProgress(reads + 1);
    assertThat(upload().values()).containsEntry(2, Digests.of(DigestAlgorithm.SHA1, CONTENT).hex());
  }

  @Test
  void aHashThatWaitsForItsTurnIsNotForgotten() throws Exception {
    try (UploadSession session = open()) {
      Demand.Inspect inspect = inspection(session);
      for (int reminders = 1; reminders <= 2; reminders++) {
        ahead.addAndGet(TimeUnit.SECONDS.toNanos(6));
        waitForProgress(reminders);
      }
      assertThat(upload().values()).isEmpty();
      session.inspect(inspect, Bodies.of(CONTENT));
      assertThat(session.next()).isInstanceOf(Demand.Done.class);
      session.complete();
    }
  }

  @Test
  void aHashThatIsCancelledIsSaidToHaveNoValue() throws Exception {
    try (UploadSession session = open()) {
      Body broken = Bodies.failingAt(1 << 20, CONTENT, new IOException("the disk is gone"));
      Demand.Inspect inspect = inspection(session);
      assertThatThrownBy(() -> session.inspect(inspect, broken)).hasMessage("the disk is gone");
      waitForProgress(1);
      assertThat(upload().values()).isEmpty();
      session.abort();
    }
    assertThat(upload().status()).isEqualTo(Status.Cancelled);
  }
}
