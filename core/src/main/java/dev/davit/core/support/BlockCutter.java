package dev.davit.core.support;

import java.security.MessageDigest;

/** Cuts what it is fed into blocks and hands on the SHA-256 of each. */
final class BlockCutter {

  /** Takes the blocks in their order. */
  @FunctionalInterface
  interface Sink {
    void block(long index, int length, byte[] sha256);
  }

  private final MessageDigest sha256 = OnePassDigests.messageDigest("SHA-256");
  private final Sink sink;
  private long index;
  private int filled;

  BlockCutter(Sink sink) {
    this.sink = sink;
  }

  void update(byte[] bytes, int offset, int length) {
    while (length > 0) {
      int n = Math.min(length, BlockDigests.BLOCK_LENGTH - filled);
      sha256.update(bytes, offset, n);
      offset += n;
      length -= n;
      filled += n;
      if (filled == BlockDigests.BLOCK_LENGTH) {
        cut();
      }
    }
  }

  /** Hands on the last block if it is a short one. */
  void finish() {
    if (filled > 0) {
      cut();
    }
  }

  private void cut() {
    sink.block(index, filled, sha256.digest());
    index++;
    filled = 0;
  }
}
