package dev.davit.core.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Shortens a message without changing its CRC, by nothing but exclusive-or of whole words.
 *
 * <p>If the CRC's polynomial divides 1 + x<sup>64 a</sup> + x<sup>64 b</sup> + ..., then a word may
 * be struck out of the message when it is added to the words that lie the <i>distances</i> a, b,
 * ... further on. Done from the front, this strikes out all but as many words as the longest
 * distance: eleven loads and one store per word in place of eight look-ups, and the compiler makes
 * vectors of it. The idea is that of Chorba (Sam Russell, arXiv 2412.16398); our multiples have
 * degrees that are multiples of 64, which keeps the words aligned, and are searched for short
 * distances, because what remains is left to tables.
 */
abstract class Crc64Folding {

  /** Shortest length in bytes for which folding pays. */
  static final int MIN_LENGTH = 8 << 10;

  private static final int STRIDE = 2 << 10;

  private final int[] distances;
  private final int depth;
  private final long[] window;
  private final byte[] folded;

  /**
   * @param distances rising, in words; the last at most MIN_LENGTH bytes
   */
  Crc64Folding(int... distances) {
    this.distances = distances;
    this.depth = distances[distances.length - 1];
    this.window = new long[depth + STRIDE];
    this.folded = new byte[depth * Long.BYTES];
  }

  /**
   * Returns a message of fixed length that leaves in a register of zero what this message leaves in
   * the given register. The next call overwrites it.
   *
   * @param message whole words, no fewer than MIN_LENGTH bytes
   */
  byte[] fold(long register, ByteBuffer message) {
    LongBuffer words = message.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    Arrays.fill(window, 0, depth, 0);
    long carried = register;
    while (words.remaining() > depth) {
      int n = Math.min(STRIDE, words.remaining() - depth);
      words.get(window, depth, n);
      window[depth] ^= carried;
      carried = 0;
      addEarlier(window, depth + n);
      System.arraycopy(window, n, window, 0, depth);
    }
    words.get(window, depth, depth);
    for (int distance : distances) {
      for (int i = depth; i < depth + distance; i++) {
        window[i] ^= window[i - distance];
      }
    }
    ByteBuffer.wrap(folded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(window, depth, depth);
    return folded;
  }

  /**
   * Adds to each word from the depth to the end those that lie the distances before it.
   *
   * <p>Each polynomial has its own loop, because the compiler makes vectors of it (twice the speed)
   * only where distances and lower bound are constants.
   */
  abstract void addEarlier(long[] w, int end);
}
