package dev.davit.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Opens a range of a blob when its first byte is wanted, so that many parts need few files. */
final class LazyStream extends InputStream {
  private final Blob blob;
  private final long offset;
  private final long length;
  private @Nullable InputStream opened;

  LazyStream(Blob blob, long offset, long length) {
    this.blob = blob;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    return stream().read();
  }

  @Override
  public int read(byte[] target, int at, int n) throws IOException {
    return stream().read(target, at, n);
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  private InputStream stream() throws IOException {
    if (opened == null) {
      opened = blob.open(offset, length);
    }
    return opened;
  }
}
