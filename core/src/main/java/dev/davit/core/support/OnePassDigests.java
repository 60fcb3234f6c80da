package dev.davit.core.support;

import static java.util.Objects.requireNonNull;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Computes several digests of content that is read once.
 *
 * <p>What is fed is cut into pieces small enough to stay in the processor's cache, and every
 * algorithm sees a piece before the next one is touched. The result does not depend on how content
 * is cut into updates; updates of 64 KiB and more are fastest.
 *
 * <p><b>End.</b> {@link #finish()} ends the content; afterwards it answers the same again, {@link
 * #length()} keeps its value, and updates are refused.
 *
 * <p><b>Threads.</b> Not safe: one thread at a time.
 *
 * <p><b>What this is not for:</b> parts of one content digested side by side; see {@link
 * BlockDigests} for its identity and {@link Digests#combine} for its checksums.
 */
public final class OnePassDigests {

  private static final int PIECE_LENGTH = 1 << 16;

  private final List<Feed> feeds = new ArrayList<>();
  private final Map<DigestAlgorithm, Supplier<byte[]>> values =
      new EnumMap<>(DigestAlgorithm.class);
  private final Runnable end;
  private byte @Nullable [] copy;
  private @Nullable Map<DigestAlgorithm, Digest> digests;
  private long length;

  private OnePassDigests(Set<DigestAlgorithm> algorithms, Runnable end) {
    this.end = end;
    for (DigestAlgorithm algorithm : algorithms) {
      switch (algorithm) {
        case MD5 -> add(algorithm, messageDigest("MD5"));
        case SHA1 -> add(algorithm, messageDigest("SHA-1"));
        case SHA256 -> add(algorithm, messageDigest("SHA-256"));
        case SHA256_BLOCKS -> addBlocks();
        case CRC32C -> add(algorithm, new CRC32C());
        case CRC64_ECMA -> add(algorithm, Crc64.ecma());
        case CRC64_NVME -> add(algorithm, Crc64.nvme());
      }
    }
  }

  /** Begins these digests of empty content. */
  public static OnePassDigests of(Set<DigestAlgorithm> algorithms) {
    return new OnePassDigests(algorithms, () -> {});
  }

  /** Begins these digests of empty content. */
  public static OnePassDigests of(DigestAlgorithm first, DigestAlgorithm... others) {
    return of(EnumSet.of(first, others));
  }

  static OnePassDigests of(Set<DigestAlgorithm> algorithms, BlockCutter cutter) {
    OnePassDigests digests = new OnePassDigests(algorithms, cutter::finish);
    digests.feeds.add(cutter::update);
    return digests;
  }

  /**
   * Feeds bytes of an array.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   * @throws IllegalStateException if finished
   */
  public void update(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireUnfinished();
    for (int done = 0; done < length; ) {
      int n = Math.min(PIECE_LENGTH, length - done);
      feed(bytes, offset + done, n);
      done += n;
    }
  }

  /**
   * Feeds what remains of a buffer, of any kind, and moves its position to its limit.
   *
   * @throws IllegalStateException if finished
   */
  public void update(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
      return;
    }
    requireUnfinished();
    byte[] piece = copy;
    if (piece == null) {
      piece = new byte[PIECE_LENGTH];
      copy = piece;
    }
    while (bytes.hasRemaining()) {
      int n = Math.min(PIECE_LENGTH, bytes.remaining());
      bytes.get(piece, 0, n);
      feed(piece, 0, n);
    }
  }

  /**
   * Returns a stream that feeds whatever is read or skipped through it. It does not support marks;
   * closing it closes the given stream and does not finish the digests.
   */
  public InputStream wrap(InputStream in) {
    return new DigestingInputStream(in, this);
  }

  /** Returns how many bytes have been fed. */
  public long length() {
    return length;
  }

  /**
   * Ends the content and returns its digests.
   *
   * @return one digest for each algorithm, in the order of their declaration, unmodifiable
   */
  public Map<DigestAlgorithm, Digest> finish() {
    if (digests == null) {
      end.run();
      Map<DigestAlgorithm, Digest> made = new EnumMap<>(DigestAlgorithm.class);
      values.forEach((algorithm, value) -> made.put(algorithm, new Digest(algorithm, value.get())));
      digests = Collections.unmodifiableMap(made);
    }
    return digests;
  }

  /**
   * Ends the content and returns one of its digests.
   *
   * @throws IllegalArgumentException if the algorithm is not among those begun
   */
  public Digest digest(DigestAlgorithm algorithm) {
    Digest digest = finish().get(requireNonNull(algorithm, "algorithm"));
    if (digest == null) {
      throw new IllegalArgumentException(algorithm + " is not among " + values.keySet());
    }
    return digest;
  }

  static MessageDigest messageDigest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java runtime without " + name, e);
    }
  }

  private void add(DigestAlgorithm algorithm, MessageDigest digest) {
    feeds.add(digest::update);
    values.put(algorithm, digest::digest);
  }

  private void add(DigestAlgorithm algorithm, Checksum checksum) {
    feeds.add(checksum::update);
    values.put(algorithm, () -> Digest.ofChecksum(algorithm, checksum.getValue()).value());
  }

  private void addBlocks() {
    MessageDigest list = messageDigest("SHA-256");
    BlockCutter cutter = new BlockCutter((index, length, sha256) -> list.update(sha256));
    feeds.add(cutter::update);
    values.put(
        DigestAlgorithm.SHA256_BLOCKS,
        () -> {
          cutter.finish();
          return list.digest();
        });
  }

  private void feed(byte[] bytes, int offset, int length) {
    for (Feed feed : feeds) {
      feed.update(bytes, offset, length);
    }
    this.length += length;
  }

  private void requireUnfinished() {
    if (digests != null) {
      throw new IllegalStateException("already finished after " + length + " bytes");
    }
  }

  @FunctionalInterface
  private interface Feed {
    void update(byte[] bytes, int offset, int length);
  }
}
