package dev.davit.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;

/** The body of an answer, framed as RFC 9112 section 6 says. */
final class AnswerBody {
  private static final int PIECE = 8 << 10;
  private static final int LONGEST_LINE = 1 << 10;

  private final Wire wire;
  private final Fields fields;
  private final boolean chunked;
  private final Optional<String> length;
  private boolean cut;

  AnswerBody(Wire wire, Fields fields) {
    this.wire = wire;
    this.fields = fields;
    chunked = fields.get("transfer-encoding").isPresent();
    length = fields.get("content-length");
  }

  /** Tells whether the body's end is marked, and by one thing only. */
  boolean framed() {
    return chunked != length.isPresent();
  }

  /** Tells whether there was more than was read. */
  boolean cut() {
    return cut;
  }

  /** Reads up to so many bytes. */
  byte[] read(int most) throws IOException {
    if (chunked) {
      if (!fields.lists("transfer-encoding", "chunked")) {
        throw new ProtocolException("the answer comes in an unknown transfer encoding");
      }
      return chunks(most);
    }
    return length.isPresent() ? exactly(declared(length.get()), most) : toTheEnd(most);
  }

  private long declared(String text) throws ProtocolException {
    if (!text.matches("\\d{1,18}") || fields.values("content-length") != 1) {
      throw new ProtocolException("the answer's Content-Length makes no sense: " + text);
    }
    return Long.parseLong(text);
  }

  private byte[] exactly(long declared, int most) throws IOException {
    cut = declared > most;
    byte[] bytes = new byte[(int) Math.min(declared, most)];
    readFully(bytes, bytes.length);
    return bytes;
  }

  private void readFully(byte[] bytes, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int n = wire.read(bytes, done, count - done);
      if (n < 0) {
        throw new EOFException("the connection ended before the answer did");
      }
      done += n;
    }
  }

  private byte[] toTheEnd(int most) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int n = 0; n >= 0 && !cut; n = wire.read(piece, 0, PIECE)) {
      add(all, piece, n, most);
    }
    return all.toByteArray();
  }

  private void add(ByteArrayOutputStream all, byte[] piece, int n, int most) {
    int room = most - all.size();
    cut = n > room;
    all.write(piece, 0, Math.min(n, room));
  }

  private byte[] chunks(int most) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (long left = chunk(); left > 0 && !cut; left = chunk()) {
      while (left > 0 && !cut) {
        int n = (int) Math.min(left, PIECE);
        readFully(piece, n);
        add(all, piece, n, most);
        left -= n;
      }
      if (!cut && !line().isEmpty()) {
        throw new ProtocolException("a chunk of the answer is longer than it says");
      }
    }
    if (!cut) {
      trailers();
    }
    return all.toByteArray();
  }

  private long chunk() throws IOException {
    String line = line();
    int end = line.indexOf(';');
    String size = (end < 0 ? line : line.substring(0, end)).strip();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new ProtocolException("a chunk of the answer has no length");
    }
    return Long.parseLong(size, 16);
  }

  private void trailers() throws IOException {
    int lines = 0;
    while (!line().isEmpty()) {
      if (++lines > PIECE) {
        throw new ProtocolException("the answer never ends");
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = wire.read(); c != '\n'; c = wire.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("the connection ended before the answer did");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
