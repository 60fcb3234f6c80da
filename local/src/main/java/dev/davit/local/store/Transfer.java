package dev.davit.local.store;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.port.Body;
import dev.davit.core.support.Digests;
import dev.davit.core.support.MultipartCalls.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32C;

/** Moves bytes into files and reads them back. Keeps its buffers. */
final class Transfer {
  private static final int BUFFER = 128 * 1024;

  private final BlockingQueue<byte[]> buffers = new ArrayBlockingQueue<>(64);
  private final LocalErrors errors;

  Transfer(LocalErrors errors) {
    this.errors = errors;
  }

  /**
   * Writes a body, all of it and no more.
   *
   * @return the CRC-32C of what the body gave
   * @throws IOException if the body fails or has another length than it says
   */
  int write(Where where, Body body, FileChannel file, long position) throws IOException {
    byte[] buffer = borrow();
    CRC32C crc = new CRC32C();
    try (InputStream in = body.open()) {
      long length = body.length();
      long done = 0;
      while (done < length) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, length - done));
        if (read == 0) {
          throw new EOFException("the content ended after " + done + " of " + length + " bytes");
        }
        crc.update(buffer, 0, read);
        writeFully(where, file, ByteBuffer.wrap(buffer, 0, read), position + done);
        done += read;
      }
      if (in.read() >= 0) {
        throw new IOException("the content goes on after " + length + " bytes");
      }
      return (int) crc.getValue();
    } finally {
      buffers.offer(buffer);
    }
  }

  /**
   * Reads what a file holds.
   *
   * @return its CRC-32C
   * @throws EOFException if the file ends before
   */
  int read(FileChannel file, long position, long length) throws IOException {
    byte[] buffer = borrow();
    try {
      CRC32C crc = new CRC32C();
      long done = 0;
      while (done < length) {
        int wanted = (int) Math.min(BUFFER, length - done);
        int read = file.read(ByteBuffer.wrap(buffer, 0, wanted), position + done);
        if (read < 0) {
          throw new EOFException("the file ended after " + done + " of " + length + " bytes");
        }
        crc.update(buffer, 0, read);
        done += read;
      }
      return (int) crc.getValue();
    } finally {
      buffers.offer(buffer);
    }
  }

  /** Returns the CRC-32C of a file if it consists of exactly these parts. */
  Optional<Digest> check(FileChannel file, List<Part> parts) throws IOException {
    Digest whole = digest(0);
    long position = 0;
    for (Part part : parts) {
      if (file.size() < position + part.length()) {
        return Optional.empty();
      }
      Digest there = digest(read(file, position, part.length()));
      if (!there.hex().equals(part.checksum())) {
        return Optional.empty();
      }
      whole = Digests.combine(DigestAlgorithm.CRC32C, whole, there, part.length());
      position += part.length();
    }
    return file.size() == position ? Optional.of(whole) : Optional.empty();
  }

  static Digest digest(int crc) {
    return Digest.ofChecksum(DigestAlgorithm.CRC32C, crc);
  }

  private void writeFully(Where where, FileChannel file, ByteBuffer bytes, long position) {
    try {
      while (bytes.hasRemaining()) {
        position += file.write(bytes, position);
      }
    } catch (IOException e) {
      throw errors.ofStore(where, e);
    }
  }

  private byte[] borrow() {
    byte[] buffer = buffers.poll();
    return buffer == null ? new byte[BUFFER] : buffer;
  }
}
