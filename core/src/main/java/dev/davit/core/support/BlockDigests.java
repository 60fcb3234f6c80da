package dev.davit.core.support;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Collects the SHA-256 digests of a content's blocks, in any order, into its {@link
 * DigestAlgorithm#SHA256_BLOCKS}.
 *
 * <p><b>Blocks.</b> Content is cut every {@link #BLOCK_LENGTH} bytes from its beginning; only the
 * last block may be shorter, none is empty, and empty content has none. A part that is digested by
 * itself begins at a multiple of that length and, unless it is the last one, ends at one.
 *
 * <p><b>Again.</b> A block recorded again replaces the earlier record, so a part may be read as
 * often as it is sent.
 *
 * <p><b>Threads.</b> Safe: parts may be digested side by side, each by one thread at a time.
 *
 * <p><b>What this is not for:</b> noticing that content changes while it is read.
 */
public final class BlockDigests {

  /** Length of a block in bytes: 8 MiB. */
  public static final int BLOCK_LENGTH = 8 << 20;

  private final ConcurrentMap<Long, Block> blocks = new ConcurrentHashMap<>();

  /** Begins with no block. */
  public BlockDigests() {}

  /**
   * Begins the part at an offset: what is fed to the result is recorded here. Each full block is
   * recorded as soon as it is complete, a shorter last one by {@link OnePassDigests#finish()}.
   *
   * @param offset where the part begins in the content, in bytes
   * @param algorithms what else to compute of the part in the same pass; may be empty
   * @throws IllegalArgumentException if the offset is negative or not a multiple of {@link
   *     #BLOCK_LENGTH}
   */
  public OnePassDigests part(long offset, Set<DigestAlgorithm> algorithms) {
    if (offset < 0 || offset % BLOCK_LENGTH != 0) {
      throw new IllegalArgumentException("no block begins at " + offset);
    }
    long first = offset / BLOCK_LENGTH;
    BlockCutter cutter =
        new BlockCutter(
            (index, length, sha256) -> blocks.put(first + index, new Block(length, sha256)));
    return OnePassDigests.of(algorithms, cutter);
  }

  /**
   * Records the digest of one block, such as one remembered from an earlier run.
   *
   * @param index number of the block, from 0
   * @param length length of the block in bytes, from 1 to {@link #BLOCK_LENGTH}
   * @param sha256 digest of the block by {@link DigestAlgorithm#SHA256}
   * @throws IllegalArgumentException if an argument is outside its domain
   */
  public void record(long index, int length, Digest sha256) {
    if (index < 0 || length < 1 || length > BLOCK_LENGTH) {
      throw new IllegalArgumentException("no block " + index + " of " + length + " bytes");
    }
    if (sha256.algorithm() != DigestAlgorithm.SHA256) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
    blocks.put(index, new Block(length, sha256.value()));
  }

  /**
   * Returns the digest of content of this length, the same that {@link OnePassDigests} computes
   * from its beginning to its end. May be asked again, with the same answer.
   *
   * @param length length of the whole content in bytes
   * @throws IllegalArgumentException if the length is negative
   * @throws IllegalStateException if the recorded blocks are not exactly those of such content
   */
  public Digest finish(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length: " + length);
    }
    MessageDigest list = OnePassDigests.messageDigest("SHA-256");
    long index = 0;
    for (long rest = length; rest > 0; rest -= BLOCK_LENGTH) {
      Block block = blocks.get(index);
      if (block == null || block.length != Math.min(rest, BLOCK_LENGTH)) {
        throw new IllegalStateException(
            "block " + index + " of " + length + " bytes: " + (block == null ? "absent" : block));
      }
      list.update(block.sha256);
      index++;
    }
    if (blocks.size() > index) {
      throw new IllegalStateException(
          blocks.size() + " blocks recorded, but " + length + " bytes have " + index);
    }
    return new Digest(DigestAlgorithm.SHA256_BLOCKS, list.digest());
  }

  private static final class Block {
    final int length;
    final byte[] sha256;

    Block(int length, byte[] sha256) {
      this.length = length;
      this.sha256 = sha256;
    }

    @Override
    public String toString() {
      return length + " bytes";
    }
  }
}
