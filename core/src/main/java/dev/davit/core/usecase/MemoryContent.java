package dev.davit.core.usecase;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Content;

/** Content that never was a file. */
final class MemoryContent implements Content {
  private final byte[] bytes;

  MemoryContent(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  @Override
  public Fingerprint look() {
    return new Fingerprint(bytes.length, 1, 1, 1);
  }

  @Override
  public Reading open() {
    return new Reading() {
      @Override
      public int read(long position, byte[] buffer, int offset, int length) {
        int count = (int) Math.min(length, bytes.length - position);
        if (count <= 0) {
          return -1;
        }
        System.arraycopy(bytes, (int) position, buffer, offset, count);
        return count;
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }
}
