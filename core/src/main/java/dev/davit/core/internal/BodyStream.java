package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Reads a range of a source. Before it hands out the last byte it looks whether the source is still
 * what it was: a reader that got everything got one state of it.
 */
final class BodyStream extends InputStream {
  static final int BUFFER = 128 << 10;

  private final SteadySource source;
  private final ByteRange range;
  private final ContentDigests.Tap tap;
  private final LongConsumer progress;
  private final byte[] one = new byte[1];
  private long at;

  BodyStream(SteadySource source, ByteRange range, ContentDigests.Tap tap, LongConsumer progress) {
    this.source = source;
    this.range = range;
    this.tap = tap;
    this.progress = progress;
    at = range.offset();
  }

  @Override
  public int read() throws IOException {
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == range.end()) {
      return -1;
    }
    int read = source.read(at, bytes, offset, (int) Math.min(length, range.end() - at));
    if (at + read == range.end()) {
      source.check();
    }
    tap.read(bytes, offset, read);
    at += read;
    progress.accept(read);
    return read;
  }

  /** Passes over bytes that went another way; never over the last, which has to be read. */
  @Override
  public long skip(long count) {
    long skipped = Math.clamp(range.end() - 1 - at, 0, Math.max(0, count));
    at += skipped;
    tap.skipped(skipped);
    progress.accept(skipped);
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, range.end() - at);
  }
}
