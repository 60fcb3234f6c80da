package dev.davit.core.internal;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.port.Body;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Hands out a body no faster than a throttle allows. */
final class PacedBody implements Body {
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 64 << 10;

  private final Body body;
  private final Throttle throttle;

  PacedBody(Body body, Throttle throttle) {
    this.body = body;
    this.throttle = throttle;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public InputStream open() throws IOException {
    return new Paced(body.open());
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) throws IOException {
    return body.digest(algorithm);
  }

  private final class Paced extends FilterInputStream {

    Paced(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      pass(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, Math.min(length, step()));
      pass(Math.max(0, read));
      return read;
    }

    /** Small steps, so that nothing looks stalled. */
    private int step() {
      long rate = throttle.perSecond();
      return rate == 0 ? Integer.MAX_VALUE : Math.clamp(rate / 16, SMALLEST, LARGEST);
    }

    private void pass(int count) throws IOException {
      try {
        throttle.take(count);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
    }
  }
}
