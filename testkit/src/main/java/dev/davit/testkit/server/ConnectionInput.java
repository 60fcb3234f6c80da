package dev.davit.testkit.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one connection, with a buffer whose lines can be looked for. */
final class ConnectionInput {
  private static final int INITIAL_LENGTH = 8 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[INITIAL_LENGTH];
  private int start;
  private int end;

  ConnectionInput(InputStream in) {
    this.in = in;
  }

  /** Reads like a stream, past the buffer when it is empty. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (start == end) {
      if (length >= buffer.length) {
        return in.read(target, offset, length);
      }
      if (!fill(buffer.length)) {
        return -1;
      }
    }
    int n = Math.min(length, end - start);
    System.arraycopy(buffer, start, target, offset, n);
    start += n;
    return n;
  }

  /**
   * Returns everything up to and including an empty line, as Latin-1; an empty string at the end of
   * the stream.
   */
  String head(int maxLength) throws IOException {
    skipOneEmptyLine();
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n' && endsHead(i)) {
          checkLength(i + 1 - start, maxLength);
          String head = new String(buffer, start, i + 1 - start, StandardCharsets.ISO_8859_1);
          start = i + 1;
          return head;
        }
      }
      int length = end - start;
      checkLength(length, maxLength);
      boolean more = fill(maxLength + INITIAL_LENGTH);
      scanned = start + length;
      if (!more) {
        if (length == 0) {
          return "";
        }
        throw new EOFException("the stream ended inside a head");
      }
    }
  }

  /** Returns a line without its CR LF. */
  String line(int maxLength) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = next();
      if (b == '\r') {
        if (next() != '\n') {
          throw new MalformedRequestException(400, "a CR without LF");
        }
        return line.toString();
      }
      if (b == '\n') {
        throw new MalformedRequestException(400, "an LF without CR");
      }
      if (line.length() == maxLength) {
        throw new MalformedRequestException(400, "a line is longer than " + maxLength + " bytes");
      }
      line.append((char) b);
    }
  }

  private int next() throws IOException {
    if (start == end && !fill(buffer.length)) {
      throw new EOFException("the stream ended inside a line");
    }
    return buffer[start++] & 0xff;
  }

  /** RFC 9112, 2.2: one empty line before a request line is forgiven. */
  private void skipOneEmptyLine() throws IOException {
    while (end - start < 2) {
      if (!fill(buffer.length)) {
        return;
      }
    }
    if (buffer[start] == '\r' && buffer[start + 1] == '\n') {
      start += 2;
    }
  }

  private static void checkLength(int length, int maxLength) throws MalformedRequestException {
    if (length > maxLength) {
      throw new MalformedRequestException(431, "the head is longer than " + maxLength + " bytes");
    }
  }

  private boolean endsHead(int lf) {
    int before = lf > start && buffer[lf - 1] == '\r' ? lf - 2 : lf - 1;
    return before >= start && buffer[before] == '\n';
  }

  private boolean fill(int maxLength) throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxLength));
      }
    }
    int n = in.read(buffer, end, buffer.length - end);
    if (n <= 0) {
      return false;
    }
    end += n;
    return true;
  }
}
