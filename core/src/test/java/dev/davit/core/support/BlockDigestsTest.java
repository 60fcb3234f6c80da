package dev.davit.core.support;

import static dev.davit.core.model.DigestAlgorithm.CRC64_ECMA;
import static dev.davit.core.model.DigestAlgorithm.MD5;
import static dev.davit.core.model.DigestAlgorithm.SHA256;
import static dev.davit.core.model.DigestAlgorithm.SHA256_BLOCKS;
import static dev.davit.core.support.BlockDigests.BLOCK_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.davit.core.model.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlockDigestsTest {

  private static final int LENGTH = 5 * BLOCK_LENGTH + 54_321;

  private static byte[] content;
  private static Digest sequential;

  @BeforeAll
  static void digestSequentially() throws Exception {
    content = OnePassDigestsTest.random(1, LENGTH);
    sequential = Digests.of(SHA256_BLOCKS, content);
    assertThat(sequential).isEqualTo(OnePassDigestsTest.blocksByDefinition(content));
  }

  @Test
  void aBlockIsEightMebibytes() {
    assertThat(BLOCK_LENGTH).isEqualTo(8_388_608);
  }

  @Test
  void partsOfSeveralThreadsInAnyOrderMakeTheSequentialDigest() throws Exception {
    Random random = new Random(2);
    for (int round = 0; round < 3; round++) {
      BlockDigests blocks = new BlockDigests();
      Map<Integer, Digest> checksums = Collections.synchronizedMap(new TreeMap<>());
      List<Callable<Void>> parts = new ArrayList<>();
      for (int offset = 0; offset < LENGTH; ) {
        int partOffset = offset;
        int partLength = Math.min((1 + random.nextInt(2)) * BLOCK_LENGTH, LENGTH - offset);
        long seed = random.nextLong();
        parts.add(() -> {
          OnePassDigests part = blocks.part(partOffset, Set.of(CRC64_ECMA));
          feed(part, partOffset, partLength, new Random(seed));
          checksums.put(partOffset, part.digest(CRC64_ECMA));
          return null;
        });
        offset += partLength;
      }
      Collections.shuffle(parts, random);
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        for (Future<Void> done : threads.invokeAll(parts)) {
          done.get();
        }
      }
      assertThat(blocks.finish(LENGTH)).isEqualTo(sequential);
      assertThat(blocks.finish(LENGTH)).isEqualTo(sequential);
      assertThat(combined(checksums)).isEqualTo(Digests.of(CRC64_ECMA, content));
    }
  }

  @Test
  void rememberedDigestsCountAsParts() {
    BlockDigests blocks = new BlockDigests();
    for (int i = 5; i >= 0; i--) {
      byte[] block =
          Arrays.copyOfRange(content, i * BLOCK_LENGTH, Math.min((i + 1) * BLOCK_LENGTH, LENGTH));
      blocks.record(i, block.length, Digests.of(SHA256, block));
    }
    assertThat(blocks.finish(LENGTH)).isEqualTo(sequential);
  }

  @Test
  void aPartReadAgainReplacesWhatWasReadBefore() {
    BlockDigests blocks = new BlockDigests();
    OnePassDigests torn = blocks.part(0, Set.of());
    torn.update(new byte[BLOCK_LENGTH + 7], 0, BLOCK_LENGTH + 7);
    torn.finish();
    OnePassDigests again = blocks.part(0, Set.of());
    again.update(content, 0, LENGTH);
    again.finish();
    assertThat(blocks.finish(LENGTH)).isEqualTo(sequential);
  }

  @Test
  void aPartAnswersOnlyForTheAlgorithmsAsked() {
    OnePassDigests part = new BlockDigests().part(0, Set.of(MD5));
    part.update(content, 0, 1000);
    assertThat(part.finish()).isEqualTo(Map.of(MD5, Digests.of(MD5, Arrays.copyOf(content, 1000))));
    assertThat(part.length()).isEqualTo(1000);
  }

  @Test
  void theShortLastBlockIsRecordedWhenItsPartIsFinished() {
    BlockDigests blocks = new BlockDigests();
    OnePassDigests part = blocks.part(0, Set.of());
    part.update(content, 0, 10);
    assertThatIllegalStateException().isThrownBy(() -> blocks.finish(10));
    part.finish();
    assertThat(blocks.finish(10)).isEqualTo(Digests.of(SHA256_BLOCKS, Arrays.copyOf(content, 10)));
  }

  @Test
  void emptyContentHasNoBlocks() {
    BlockDigests blocks = new BlockDigests();
    blocks.part(0, Set.of()).finish();
    assertThat(blocks.finish(0)).isEqualTo(Digests.of(SHA256_BLOCKS, new byte[0]));
  }

  @Test
  void blocksThatAreNotThoseOfTheLengthAreRefused() {
    BlockDigests blocks = new BlockDigests();
    Digest any = Digests.of(SHA256, new byte[1]);
    blocks.record(0, BLOCK_LENGTH, any);
    blocks.record(2, 100, any);
    assertThatIllegalStateException()
        .as("one is missing")
        .isThrownBy(() -> blocks.finish(2L * BLOCK_LENGTH + 100))
        .withMessageContaining("block 1 ");
    blocks.record(1, BLOCK_LENGTH, any);
    assertThat(blocks.finish(2L * BLOCK_LENGTH + 100).algorithm()).isEqualTo(SHA256_BLOCKS);
    for (long length : new long[] {0, BLOCK_LENGTH, 2L * BLOCK_LENGTH, 2L * BLOCK_LENGTH + 99}) {
      assertThatIllegalStateException()
          .as("%d bytes", length)
          .isThrownBy(() -> blocks.finish(length));
    }
    assertThatIllegalStateException()
        .as("the last is too short")
        .isThrownBy(() -> blocks.finish(2L * BLOCK_LENGTH + 101))
        .withMessageContaining("100 bytes");
  }

  @Test
  void argumentsOutsideTheirDomainAreRefused() {
    BlockDigests blocks = new BlockDigests();
    Digest sha256 = Digests.of(SHA256, new byte[1]);
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.part(1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.part(-BLOCK_LENGTH, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.record(-1, 1, sha256));
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.record(0, 0, sha256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocks.record(0, BLOCK_LENGTH + 1, sha256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocks.record(0, 1, Digests.of(SHA256_BLOCKS, new byte[1])));
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.finish(-1));
  }

  private static void feed(OnePassDigests part, int offset, int length, Random random) {
    for (int done = 0; done < length; ) {
      int n = Math.min(length - done, 1 + random.nextInt(3 << 20));
      part.update(content, offset + done, n);
      done += n;
    }
  }

  private static Digest combined(Map<Integer, Digest> checksums) {
    Digest whole = Digests.of(CRC64_ECMA, new byte[0]);
    List<Integer> offsets = new ArrayList<>(checksums.keySet());
    for (int i = 0; i < offsets.size(); i++) {
      int end = i + 1 < offsets.size() ? offsets.get(i + 1) : LENGTH;
      whole =
          Digests.combine(CRC64_ECMA, whole, checksums.get(offsets.get(i)), end - offsets.get(i));
    }
    return whole;
  }
}
