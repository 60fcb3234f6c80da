package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills an upload in parts and sees what is sent again. {@code -Ddavit.kill.gigabytes=4} takes a
 * file of that length.
 */
class S3KillTest {
  private static final int PART = 8 << 20;
  private static final int TRANSFERS = 4;
  private static final long LENGTH =
      Integer.getInteger("davit.kill.gigabytes", 0) == 0
          ? 12L * PART + 1
          : (long) Integer.getInteger("davit.kill.gigabytes") << 30;

  @TempDir Path temp;

  @Test
  void atMostThePartsInFlightAreSentAgain() throws Exception {
    Path file = Files.createDirectories(temp.resolve("source")).resolve("large.bin");
    fill(file);
    ObjectStoreState state = ObjectStoreState.withoutHistory(BlobStore.sink());
    try (S3Server server = S3Server.start(S3Options.defaults(), state)) {
      server.createBucket("lift");
      server.faults().on(Operation.UPLOAD_PART).delayAfter(Duration.ofMillis(50));
      long parts = (LENGTH + PART - 1) / PART;

      Process killed = davit().start(arguments(server));
      while (parts(server) < parts / 2) {
        assertThat(killed.isAlive()).as("half of it was not sent yet").isTrue();
        Thread.sleep(5);
      }
      killed.destroyForcibly().waitFor();
      ChildDavit.Ended next = davit().run(arguments(server));

      assertThat(next.status()).as(next.err()).isZero();
      assertThat(server.bucket("lift").objects().get("large.bin").length()).isEqualTo(LENGTH);
      assertThat(parts(server)).isBetween(parts, parts + TRANSFERS);
    }
  }

  private static long parts(S3Server server) {
    return server.counters().requests(Operation.UPLOAD_PART);
  }

  private ChildDavit davit() {
    return new ChildDavit(temp)
        .with("AWS_ACCESS_KEY_ID", S3Server.CREDENTIAL.accessKeyId())
        .with("AWS_SECRET_ACCESS_KEY", S3Server.CREDENTIAL.secretKey());
  }

  private String[] arguments(S3Server server) {
    return new String[] {
      "up",
      "--quiet",
      "--transfers",
      Integer.toString(TRANSFERS),
      "--endpoint",
      server.endpoint().toString(),
      temp.resolve("source").toString(),
      "s3://lift"
    };
  }

  /** Blocks differ, and most of them take no room. */
  private static void fill(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(LENGTH);
      for (long at = 0; at < LENGTH - 8; at += PART) {
        out.seek(at);
        out.writeLong(at + 1);
      }
    }
  }
}
