package dev.davit.core.support;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Feeds digests with every byte that passes. */
final class DigestingInputStream extends FilterInputStream {

  private static final int SKIP_LENGTH = 1 << 16;

  private final OnePassDigests digests;

  DigestingInputStream(InputStream in, OnePassDigests digests) {
    super(in);
    this.digests = digests;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      digests.update(new byte[] {(byte) b}, 0, 1);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    if (n > 0) {
      digests.update(bytes, offset, n);
    }
    return n;
  }

  @Override
  public long skip(long count) throws IOException {
    if (count <= 0) {
      return 0;
    }
    byte[] skipped = new byte[(int) Math.min(count, SKIP_LENGTH)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void mark(int limit) {}

  @Override
  public void reset() throws IOException {
    throw new IOException("marks are not supported");
  }
}
