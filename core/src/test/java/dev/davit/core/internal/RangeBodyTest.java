package dev.davit.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Body;
import dev.davit.core.port.Content;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.support.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeBodyTest {
  private static final int BLOCK = ContentDigests.BLOCK;
  private static final byte[] CONTENT = new byte[3 * BLOCK + 1000];

  static {
    new Random(4).nextBytes(CONTENT);
  }

  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong progress = new AtomicLong();
  private long modified = 1;

  private Body body(long offset, long length) throws Exception {
    SteadySource source = SteadySource.open(new InMemory(), Surroundings.real());
    ContentDigests digests = new ContentDigests(CONTENT.length, Set.of(DigestAlgorithm.CRC64_NVME));
    return new RangeBody(source, new ByteRange(offset, length), digests, progress::addAndGet);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8388608",
    "8388608, 8388608",
    "25165824, 1000",
    "0, 25166824",
    "0, 16777216",
    "8388608, 16778216",
    "0, 1",
    "5, 8388608",
    "1, 0",
    "0, 8388609",
    "8388607, 2"
  })
  void aDigestIsThatOfTheRange(long offset, long length) throws Exception {
    Body body = body(offset, length);
    byte[] bytes = Arrays.copyOfRange(CONTENT, (int) offset, (int) (offset + length));
    for (DigestAlgorithm algorithm :
        EnumSet.of(DigestAlgorithm.SHA256, DigestAlgorithm.CRC64_NVME, DigestAlgorithm.MD5)) {
      for (int i = 0; i < 2; i++) {
        assertEquals(Digests.of(algorithm, bytes), body.digest(algorithm));
      }
    }
  }

  @Test
  void whatPassedByIsNotReadAgain() throws Exception {
    Body body = body(BLOCK, BLOCK);
    body.digest(DigestAlgorithm.CRC64_NVME);
    body.digest(DigestAlgorithm.SHA256);
    body.digest(DigestAlgorithm.CRC64_NVME);
    assertEquals(BLOCK, bytesRead.get());
    Body sent = body(2L * BLOCK, BLOCK + 1000);
    sent.open().readAllBytes();
    bytesRead.set(0);
    sent.digest(DigestAlgorithm.CRC64_NVME);
    assertEquals(0, bytesRead.get());
  }

  @Test
  void whatPassesThroughAChannelLeavesTheLastByteToTheLookAtTheSource() throws Exception {
    Body body = body(BLOCK + 5L, BLOCK);
    InputStream in = body.open();
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    WritableByteChannel channel = Channels.newChannel(passed);
    for (long n = 1; n > 0; ) {
      n = body.transferTo(passed.size(), BLOCK, channel);
      in.skipNBytes(n);
    }
    assertEquals(BLOCK - 1, passed.size());

    modified = 2;
    assertThrows(SourceChangedException.class, in::read);
    modified = 1;
    passed.write(in.read());
    assertEquals(-1, in.read());
    assertArrayEquals(Arrays.copyOfRange(CONTENT, BLOCK + 5, 2 * BLOCK + 5), passed.toByteArray());
    assertEquals(BLOCK, progress.get());
    byte[] range = Arrays.copyOfRange(CONTENT, BLOCK + 5, 2 * BLOCK + 5);
    assertEquals(
        Digests.of(DigestAlgorithm.CRC64_NVME, range), body.digest(DigestAlgorithm.CRC64_NVME));
  }

  private final class InMemory implements Content {
    @Override
    public Fingerprint look() {
      return new Fingerprint(CONTENT.length, modified, 1, 1);
    }

    @Override
    public Reading open() {
      return new Reading() {
        @Override
        public int read(long position, byte[] buffer, int offset, int length) {
          int count = (int) Math.min(length, CONTENT.length - position);
          System.arraycopy(CONTENT, (int) position, buffer, offset, count);
          bytesRead.addAndGet(count);
          return count;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
          int some = (int) Math.min(count, 1_000_000);
          return target.write(ByteBuffer.wrap(CONTENT, (int) position, some));
        }

        @Override
        public void close() throws IOException {
          // nothing is open
        }
      };
    }
  }
}
