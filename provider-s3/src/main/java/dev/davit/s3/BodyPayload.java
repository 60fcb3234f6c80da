package dev.davit.s3;

import dev.davit.core.port.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body, whose failures stay apart from the connection's. The last bytes are held back until
 * the body has proven to end there.
 */
final class BodyPayload implements Payload {
  private static final int BUFFER = 128 << 10;

  private final Body body;
  private @Nullable IOException failure;
  private boolean complete;

  BodyPayload(Body body) {
    this.body = body;
  }

  @Nullable IOException failure() {
    return failure;
  }

  /** Tells whether every byte was handed to the connection. */
  boolean complete() {
    return complete;
  }

  @Override
  public boolean failed() {
    return failure != null;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long left = body.length();
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, left))];
    InputStream in = opened();
    try {
      while (left > 0) {
        left -= transferred(out, in, body.length() - left);
        int read = read(in, buffer, (int) Math.min(buffer.length, left));
        left -= read;
        if (left == 0) {
          checkEnd(in);
        }
        out.write(buffer, 0, read);
      }
      if (body.length() == 0) {
        checkEnd(in);
      }
      complete = true;
    } finally {
      in.close();
    }
  }

  private long transferred(OutputStream out, InputStream in, long offset) throws IOException {
    long passed = out instanceof Wire wire ? wire.transfer(body, offset) : 0;
    if (passed > 0) {
      in.skipNBytes(passed);
    }
    return passed;
  }

  private InputStream opened() throws IOException {
    try {
      return body.open();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private int read(InputStream in, byte[] buffer, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, 0, length);
    } catch (IOException e) {
      throw failed(e);
    }
    if (read < 0) {
      throw failed(new EOFException("the content ended early"));
    }
    return read;
  }

  private void checkEnd(InputStream in) throws IOException {
    int more;
    try {
      more = in.read();
    } catch (IOException e) {
      throw failed(e);
    }
    if (more >= 0) {
      throw failed(new IOException("the content goes on after its end"));
    }
  }

  private IOException failed(IOException e) {
    failure = e;
    return e;
  }
}
