package dev.davit.lane;

import dev.davit.core.port.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body, whose failures stay apart from the connection's. The last bytes are held back until
 * the body has proven to end there.
 */
public final class BodyPayload extends RequestBody {
  private static final int BUFFER = 128 << 10;

  private final Body body;
  private @Nullable IOException failure;
  private boolean complete;

  /** Sends a body. */
  public BodyPayload(Body body) {
    this.body = body;
  }

  /** Returns what the body itself failed with, if it did. */
  public @Nullable IOException failure() {
    return failure;
  }

  /** Tells whether every byte was handed to the connection. */
  boolean complete() {
    return complete;
  }

  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return body.length();
  }

  @Override
  public boolean isOneShot() {
    return true; // OkHttp then never repeats it by itself
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    long left = body.length();
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, left))];
    InputStream in = opened();
    try {
      while (left > 0) {
        int read = read(in, buffer, (int) Math.min(buffer.length, left));
        left -= read;
        if (left == 0) {
          checkEnd(in);
        }
        sink.write(buffer, 0, read);
      }
      if (body.length() == 0) {
        checkEnd(in);
      }
      complete = true;
    } finally {
      in.close();
    }
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
