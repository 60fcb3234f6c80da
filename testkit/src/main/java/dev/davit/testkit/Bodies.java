package dev.davit.testkit;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.port.Body;
import dev.davit.core.support.Digests;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes bodies for tests: good ones, broken ones, and one that watches. */
public final class Bodies {

  private Bodies() {}

  /** Returns a body of these bytes. */
  public static Body of(byte[] bytes) {
    return new Bytes(bytes, bytes.length);
  }

  /** Returns a body of a part of content. */
  public static Body of(byte[] content, ByteRange range) {
    int from = Math.toIntExact(range.offset());
    return of(Arrays.copyOfRange(content, from, Math.toIntExact(range.end())));
  }

  /** Returns a body whose streams throw after some bytes. */
  public static Body failingAt(int position, byte[] bytes, IOException failure) {
    return new Acting(
        of(bytes),
        position,
        () -> {
          throw failure;
        });
  }

  /** Returns a body during whose reading the reader is interrupted, once some bytes are read. */
  public static Body interruptingAt(int position, byte[] bytes) {
    return new Acting(of(bytes), position, () -> Thread.currentThread().interrupt());
  }

  /** Returns a body that says it has another length than its streams have. */
  public static Body claiming(long length, byte[] bytes) {
    return new Bytes(bytes, length);
  }

  /** Returns a body that counts how its streams are used. */
  public static Watched watched(Body body) {
    return new Watched(body);
  }

  private static final class Bytes implements Body {
    private final byte[] bytes;
    private final long length;

    Bytes(byte[] bytes, long length) {
      this.bytes = bytes;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) {
      return Digests.of(algorithm, bytes);
    }
  }

  /** What happens at a position of a stream. */
  private interface Act {
    void happen() throws IOException;
  }

  private record Acting(Body body, int position, Act act) implements Body {
    @Override
    public long length() {
      return body.length();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(body.open()) {
        private int done;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          if (done == position) {
            act.happen();
          }
          int wanted = done < position ? Math.min(length, position - done) : length;
          int read = super.read(buffer, offset, wanted);
          done += Math.max(0, read);
          return read;
        }
      };
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) throws IOException {
      return body.digest(algorithm);
    }
  }

  /** A body that counts how its streams are used. Safe for use by any number of threads. */
  public static final class Watched implements Body {
    private final Body body;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private Watched(Body body) {
      this.body = body;
    }

    /** Returns how many streams were opened. */
    public int opened() {
      return opened.get();
    }

    /** Returns how many streams were opened and not closed. */
    public int stillOpen() {
      return open.get();
    }

    @Override
    public long length() {
      return body.length();
    }

    @Override
    public InputStream open() throws IOException {
      InputStream stream = body.open();
      opened.incrementAndGet();
      open.incrementAndGet();
      return new FilterInputStream(stream) {
        private boolean closed;

        @Override
        public void close() throws IOException {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
          super.close();
        }
      };
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) throws IOException {
      return body.digest(algorithm);
    }
  }
}
