package dev.davit.testkit.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Bytes that the server keeps, in memory, in a file, in several pieces, or only by their length.
 */
public sealed interface Blob {
  /** Returns the length in bytes. */
  long length();

  /**
   * Opens a range.
   *
   * @throws IllegalStateException if the bytes were not kept
   */
  InputStream open(long offset, long length) throws IOException;

  /** Tells whether the bytes can be read. */
  default boolean kept() {
    return true;
  }

  /** Returns all the bytes, for content that fits an array. */
  default byte[] bytes() throws IOException {
    try (InputStream in = open(0, length())) {
      return in.readAllBytes();
    }
  }

  /** Returns a range as a blob of its own, without copying. */
  default Blob slice(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, length());
    return offset == 0 && length == length() ? this : new Slice(this, offset, length);
  }

  /** Returns no bytes. */
  static Blob empty() {
    return of(new byte[0]);
  }

  /** Keeps bytes in memory, without copying. */
  static Blob of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** Joins blobs, without copying. */
  static Blob joined(List<Blob> pieces) {
    return new Joined(List.copyOf(pieces), pieces.stream().mapToLong(Blob::length).sum());
  }

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent")
  record InMemory(byte[] array) implements Blob {
    @Override
    public long length() {
      return array.length;
    }

    @Override
    public InputStream open(long offset, long length) {
      Objects.checkFromIndexSize(offset, length, array.length);
      return new ByteArrayInputStream(array, (int) offset, (int) length);
    }

    @Override
    public byte[] bytes() {
      return array.clone();
    }
  }

  /** Bytes in a file that nobody changes. */
  record InFile(Path file, long length) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
      Objects.checkFromIndexSize(offset, length, this.length);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new BoundedStream(Channels.newInputStream(channel.position(offset)), length);
    }
  }

  /** Bytes that were counted and thrown away. */
  record Discarded(long length) implements Blob {
    @Override
    public InputStream open(long offset, long length) {
      throw new IllegalStateException("this server keeps no content");
    }

    @Override
    public boolean kept() {
      return false;
    }
  }

  /** Several blobs, one after the other. */
  record Joined(List<Blob> pieces, long length) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
      Objects.checkFromIndexSize(offset, length, this.length);
      List<InputStream> streams = new ArrayList<>();
      long skip = offset;
      long left = length;
      for (Blob piece : pieces) {
        if (skip >= piece.length()) {
          skip -= piece.length();
          continue;
        }
        long n = Math.min(left, piece.length() - skip);
        if (n > 0) {
          streams.add(new LazyStream(piece, skip, n));
        }
        skip = 0;
        left -= n;
      }
      return new SequenceInputStream(Collections.enumeration(streams));
    }

    @Override
    public boolean kept() {
      return pieces.stream().allMatch(Blob::kept);
    }
  }

  /** A range of a blob. */
  record Slice(Blob whole, long offset, long length) implements Blob {
    @Override
    public InputStream open(long from, long n) throws IOException {
      Objects.checkFromIndexSize(from, n, length);
      return whole.open(offset + from, n);
    }

    @Override
    public boolean kept() {
      return whole.kept();
    }
  }
}
