package dev.davit.testkit.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of one request, without its framing. */
public final class RequestBody extends InputStream {
  private static final int MAX_LINE = 4096;
  private static final int MAX_TRAILERS = 64;
  private static final int MAX_CHUNK_DIGITS = 15;
  private static final int DRAIN_LENGTH = 64 * 1024;

  /** Runs before the first byte is asked for. */
  interface Start {
    void run() throws IOException;
  }

  private final ConnectionInput in;
  private final boolean chunked;
  private final Start start;
  private final Pace pace;
  private boolean started;
  private boolean firstChunk = true;
  private boolean done;
  private long remaining;
  private long received;

  RequestBody(ConnectionInput in, RequestHead head, Start start, Pace pace) {
    this.in = in;
    this.chunked = head.chunked();
    this.start = start;
    this.pace = pace;
    this.remaining = chunked ? 0 : Math.max(0, head.contentLength());
    this.done = !chunked && remaining == 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (done || length == 0) {
      return done ? -1 : 0;
    }
    begin();
    if (chunked && remaining == 0 && !nextChunk()) {
      return -1;
    }
    int wanted = pace.atMost((int) Math.min(length, remaining));
    int n = in.read(target, offset, wanted);
    if (n < 0) {
      throw new EOFException("the body ended " + remaining + " bytes early");
    }
    pace.passed(n);
    remaining -= n;
    received += n;
    if (remaining == 0) {
      finishChunk();
    }
    return n;
  }

  /** Returns how many bytes came so far. */
  public long received() {
    return received;
  }

  /** Reads up to a number of bytes and forgets them; tells whether the body is now at its end. */
  boolean drain(long atMost) throws IOException {
    byte[] buffer = new byte[(int) Math.min(DRAIN_LENGTH, Math.max(1, atMost))];
    long left = atMost;
    while (!done && left > 0) {
      int n = read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return true;
      }
      left -= n;
    }
    return done;
  }

  /** Returns how many bytes are known to come still: of a chunked body, those of the chunk. */
  long remaining() {
    return remaining;
  }

  boolean done() {
    return done;
  }

  /** Tells whether the client may already be sending. */
  boolean started() {
    return started;
  }

  private void begin() throws IOException {
    if (!started) {
      started = true;
      start.run();
    }
  }

  private boolean nextChunk() throws IOException {
    if (!firstChunk && !in.line(0).isEmpty()) {
      throw new MalformedRequestException(400, "a chunk is longer than it says");
    }
    firstChunk = false;
    String line = in.line(MAX_LINE);
    int semicolon = line.indexOf(';');
    String size = semicolon < 0 ? line : line.substring(0, semicolon);
    remaining = hex(size);
    if (remaining > 0) {
      return true;
    }
    for (int i = 0; !in.line(MAX_LINE).isEmpty(); i++) {
      if (i == MAX_TRAILERS) {
        throw new MalformedRequestException(400, "too many trailers");
      }
    }
    done = true;
    return false;
  }

  private void finishChunk() {
    if (!chunked) {
      done = true;
    }
  }

  private static long hex(String digits) throws MalformedRequestException {
    if (digits.isEmpty() || digits.length() > MAX_CHUNK_DIGITS) {
      throw new MalformedRequestException(400, "no chunk size");
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x7f ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new MalformedRequestException(400, "no chunk size");
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
