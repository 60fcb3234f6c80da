package dev.davit.maiagent;

import dev.davit.core.port.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body, alone or as the last part of a form, straight from where it lies. Its own failures
 * stay apart from the connection's, and its last bytes are held back until it has proven to end
 * there.
 */
final class Payload extends RequestBody {
  private static final int BUFFER = 64 << 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Body body;
  private final byte[] before;
  private final byte[] after;
  private final @Nullable MediaType type;
  private @Nullable IOException failure;

  private Payload(Body body, byte[] before, byte[] after, @Nullable MediaType type) {
    this.body = body;
    this.before = before;
    this.after = after;
    this.type = type;
  }

  /** Returns the body alone. */
  static Payload plain(Body body) {
    return new Payload(body, new byte[0], new byte[0], null);
  }

  /** Returns a form: the fields in their order, then the body as {@code file} (RFC 7578). */
  static Payload form(Map<String, String> fields, String filename, Body body) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String boundary = "davit-" + HexFormat.of().formatHex(random);
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) ->
        part(text, boundary, "name=\"" + escaped(name) + "\"").append("\r\n").append(value));
    part(text, boundary, "name=\"file\"; filename=\"" + escaped(filename) + "\"")
        .append("Content-Type: application/octet-stream\r\n\r\n");
    String start = text.substring(2); // the first boundary follows no line
    return new Payload(
        body,
        start.getBytes(StandardCharsets.UTF_8),
        ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII),
        MediaType.get("multipart/form-data; boundary=" + boundary));
  }

  private static StringBuilder part(StringBuilder text, String boundary, String disposition) {
    return text.append("\r\n--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; ")
        .append(disposition)
        .append("\r\n");
  }

  /** As browsers do: html.spec.whatwg.org/multipage/form-control-infrastructure.html. */
  private static String escaped(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return before.length + body.length() + after.length;
  }

  @Override
  public boolean isOneShot() {
    return true; // OkHttp then never repeats it by itself
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(before);
    try (InputStream in = own(body::open)) {
      long left = body.length();
      byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, left))];
      while (left > 0) {
        int wanted = (int) Math.min(buffer.length, left);
        int read = own(() -> in.read(buffer, 0, wanted));
        if (read < 0) {
          throw failed(new EOFException("the content ended early"));
        }
        left -= read;
        if (left == 0) {
          checkEnd(in);
        }
        sink.write(buffer, 0, read);
      }
      if (body.length() == 0) {
        checkEnd(in);
      }
    }
    sink.write(after);
  }

  private void checkEnd(InputStream in) throws IOException {
    if (own(in::read) >= 0) {
      throw failed(new IOException("the content goes on after its end"));
    }
  }

  /** Something that the body does. */
  private interface Doing<T> {
    T it() throws IOException;
  }

  private <T> T own(Doing<T> doing) throws IOException {
    try {
      return doing.it();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private IOException failed(IOException e) {
    failure = e;
    return e;
  }
}
