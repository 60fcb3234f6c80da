package dev.davit.testkit.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a form whose last part is a file (RFC 7578), without holding the file. */
public final class FormReader {
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("form-data; name=\"([^\"]*)\"(?:;.*)?");
  private static final int BUFFER = 16 << 10;
  private static final int LONGEST_FIELD = 64 << 10;

  private final InputStream in;
  private final byte[] delimiter;
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** Takes the bytes of the file, in pieces. */
  public interface Pieces {
    /** Takes the first so many of the bytes. */
    void take(byte[] bytes, int length);
  }

  /** What was sent is no such form. */
  public static final class MalformedFormException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedFormException(String why) {
      super(why);
    }
  }

  /**
   * Reads up to the file.
   *
   * @throws MalformedFormException if there is none
   */
  public FormReader(RequestHead head, RequestBody body) throws IOException, MalformedFormException {
    in = new BufferedInputStream(body, BUFFER);
    Matcher boundary = BOUNDARY.matcher(head.headers().firstOr("content-type", ""));
    if (!boundary.matches()) {
      throw malformed("no form");
    }
    delimiter = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
    if (!line().equals("--" + boundary.group(1))) {
      throw malformed("no boundary at the beginning");
    }
    for (String name = name(); !name.equals("file"); name = name()) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      long length = copy((bytes, n) -> value.write(bytes, 0, n));
      if (length > LONGEST_FIELD || !line().isEmpty()) {
        throw malformed("the last part must be the file");
      }
      fields.put(name, value.toString(StandardCharsets.UTF_8));
    }
  }

  /** Returns the fields before the file, in their order. */
  public Map<String, String> fields() {
    return fields;
  }

  /**
   * Reads the file, after which nothing may come; returns its length.
   *
   * @throws MalformedFormException if something does
   */
  public long file(Pieces pieces) throws IOException, MalformedFormException {
    long length = copy(pieces);
    if (!line().equals("--") || in.read() >= 0) {
      throw malformed("something follows the file");
    }
    return length;
  }

  private String name() throws IOException, MalformedFormException {
    String name = "";
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher disposition = NAME.matcher(line.replaceFirst("(?i)^content-disposition:\\s*", ""));
      name = disposition.matches() ? disposition.group(1) : name;
    }
    if (name.isEmpty()) {
      throw malformed("a part without a name");
    }
    return name;
  }

  private long copy(Pieces pieces) throws IOException {
    byte[] out = new byte[BUFFER + delimiter.length];
    int used = 0;
    int matched = 0;
    long length = 0;
    while (matched < delimiter.length) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the form ended early");
      }
      if (b == delimiter[matched]) {
        matched++;
        continue;
      }
      System.arraycopy(delimiter, 0, out, used, matched); // begins with CR, has no other
      used += matched;
      matched = b == delimiter[0] ? 1 : 0;
      if (matched == 0) {
        out[used++] = (byte) b;
      }
      if (used >= BUFFER) {
        pieces.take(out, used);
        length += used;
        used = 0;
      }
    }
    pieces.take(out, used);
    return length + used;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > LONGEST_FIELD) {
        throw new EOFException("the form ended early");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static MalformedFormException malformed(String why) {
    return new MalformedFormException(why);
  }
}
