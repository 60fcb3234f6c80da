package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.BlockDigests;
import dev.davit.core.support.Digests;
import dev.davit.core.support.OnePassDigests;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers the identity of content, and checksums of the whole, from blocks that are read in any
 * order. Blocks that nobody read are read at the end.
 */
final class ContentDigests {
  static final int BLOCK = BlockDigests.BLOCK_LENGTH;

  private final long length;
  private final Set<DigestAlgorithm> ofBlocks;
  private final Set<DigestAlgorithm> ofWhole;
  private final Map<Long, Map<DigestAlgorithm, Digest>> blocks = new ConcurrentHashMap<>();

  /**
   * Makes a gatherer.
   *
   * @param checksums further algorithms; those that cannot be combined are left out for content of
   *     more than one block
   */
  ContentDigests(long length, Set<DigestAlgorithm> checksums) {
    this.length = length;
    ofWhole = EnumSet.of(Digests.identityAlgorithm(length));
    checksums.stream().filter(a -> length <= BLOCK || a.combinable()).forEach(ofWhole::add);
    ofBlocks = EnumSet.copyOf(ofWhole);
    ofBlocks.remove(DigestAlgorithm.SHA256_BLOCKS);
    ofBlocks.add(DigestAlgorithm.SHA256);
  }

  /** Returns the digests of the whole; what is still missing is read. */
  Map<DigestAlgorithm, Digest> finish(SteadySource source) throws IOException {
    byte[] buffer = new byte[0];
    for (long block = 0; block * BLOCK < length; block++) {
      if (!blocks.containsKey(block)) {
        buffer = buffer.length == 0 ? new byte[BodyStream.BUFFER] : buffer;
        readBlock(source, block, buffer);
      }
    }
    return combined();
  }

  private void readBlock(SteadySource source, long block, byte[] buffer) throws IOException {
    OnePassDigests digests = OnePassDigests.of(ofBlocks);
    long end = Math.min(length, (block + 1) * BLOCK);
    for (long at = block * BLOCK; at < end; ) {
      int read = source.read(at, buffer, 0, (int) Math.min(buffer.length, end - at));
      digests.update(buffer, 0, read);
      at += read;
    }
    blocks.put(block, digests.finish());
  }

  private Map<DigestAlgorithm, Digest> combined() {
    if (length <= BLOCK) {
      return length == 0 ? OnePassDigests.of(ofWhole).finish() : blocks.getOrDefault(0L, Map.of());
    }
    Map<DigestAlgorithm, Digest> whole = new EnumMap<>(DigestAlgorithm.class);
    BlockDigests identity = new BlockDigests();
    for (long block = 0; block * BLOCK < length; block++) {
      Map<DigestAlgorithm, Digest> one = blocks.getOrDefault(block, Map.of());
      int blockLength = (int) Math.min(BLOCK, length - block * BLOCK);
      identity.record(block, blockLength, digest(one, DigestAlgorithm.SHA256));
      for (DigestAlgorithm algorithm : ofWhole) {
        if (algorithm.combinable()) {
          whole.merge(
              algorithm,
              digest(one, algorithm),
              (first, second) -> Digests.combine(algorithm, first, second, blockLength));
        }
      }
    }
    whole.put(DigestAlgorithm.SHA256_BLOCKS, identity.finish(length));
    return whole;
  }

  private static Digest digest(Map<DigestAlgorithm, Digest> of, DigestAlgorithm algorithm) {
    Digest digest = of.get(algorithm);
    if (digest == null) {
      throw new IllegalStateException("a block was not digested with " + algorithm);
    }
    return digest;
  }

  /**
   * Returns a digest of a range that is whole blocks, if they passed by and it follows from theirs.
   */
  Optional<Digest> ofRange(ByteRange range, DigestAlgorithm algorithm) {
    if (!keeps(range, algorithm)) {
      return Optional.empty();
    }
    Digest digest = null;
    for (long block = range.offset() / BLOCK; block * BLOCK < range.end(); block++) {
      Digest one = blocks.getOrDefault(block, Map.of()).get(algorithm);
      if (one == null) {
        return Optional.empty();
      }
      long blockLength = Math.min(BLOCK, length - block * BLOCK);
      digest = digest == null ? one : Digests.combine(algorithm, digest, one, blockLength);
    }
    return Optional.ofNullable(digest);
  }

  /** Tells whether {@link #ofRange} knows a digest once the range has passed by. */
  boolean keeps(ByteRange range, DigestAlgorithm algorithm) {
    boolean wholeBlocks =
        range.offset() % BLOCK == 0 && (range.end() % BLOCK == 0 || range.end() == length);
    return wholeBlocks
        && range.length() > 0
        && ofBlocks.contains(algorithm)
        && (range.length() <= BLOCK || algorithm.combinable());
  }

  /** Returns a tap for a stream that reads from an offset onwards. */
  Tap tap(long offset) {
    return new Tap(offset);
  }

  /** Digests the whole blocks that pass by. */
  final class Tap {
    private long at;
    private OnePassDigests digests = OnePassDigests.of(ofBlocks);
    private boolean fromStart;

    private Tap(long offset) {
      at = offset;
      fromStart = offset % BLOCK == 0;
    }

    /** Takes the bytes that were read next. */
    void read(byte[] bytes, int offset, int count) {
      while (count > 0) {
        int piece = (int) Math.min(count, BLOCK - at % BLOCK);
        if (fromStart && !blocks.containsKey(at / BLOCK)) {
          digests.update(bytes, offset, piece);
        }
        at += piece;
        offset += piece;
        count -= piece;
        if (at % BLOCK == 0 || at == length) {
          endBlock();
        }
      }
    }

    /** Goes on behind bytes that it did not see: the block they are of has to be read again. */
    void skipped(long count) {
      if (count > 0) {
        at += count;
        digests = OnePassDigests.of(ofBlocks);
        fromStart = at % BLOCK == 0;
      }
    }

    private void endBlock() {
      long block = (at - 1) / BLOCK;
      if (fromStart && !blocks.containsKey(block)) {
        blocks.put(block, digests.finish());
      }
      digests = OnePassDigests.of(ofBlocks);
      fromStart = true;
    }
  }
}
