package dev.davit.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Puts answers on the wire, head and small body in one write. */
final class AnswerWriter {
  private static final int TRANSFER_LENGTH = 128 * 1024;
  private static final int SMALL_BODY = 64 * 1024;
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(409, "Conflict"),
          Map.entry(411, "Length Required"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"));

  private static volatile DateLine dateLine = new DateLine(0, "");

  private record DateLine(long second, String line) {}

  private AnswerWriter() {}

  static void write(HttpAnswer answer, boolean close, OutputStream out, Pace pace)
      throws IOException {
    StringBuilder head = head(answer, close);
    Blob body = answer.body();
    if (!answer.sendsBody()) {
      out.write(bytes(head));
    } else if (body.length() <= SMALL_BODY && pace == Pace.UNLIMITED) {
      byte[] start = bytes(head);
      byte[] all = new byte[start.length + (int) body.length()];
      System.arraycopy(start, 0, all, 0, start.length);
      try (InputStream in = body.open(0, body.length())) {
        in.readNBytes(all, start.length, (int) body.length());
      }
      out.write(all);
    } else {
      out.write(bytes(head));
      transfer(body, out, pace);
    }
    out.flush();
  }

  /** Sends a chunked body until the client has had enough. */
  static void writeEndlessly(HttpAnswer answer, OutputStream out) throws IOException {
    answer.with("Transfer-Encoding", "chunked");
    out.write(bytes(head(answer, true)));
    byte[] chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (!Thread.currentThread().isInterrupted()) {
      out.write(chunk);
    }
  }

  private static void transfer(Blob body, OutputStream out, Pace pace) throws IOException {
    byte[] buffer = new byte[TRANSFER_LENGTH];
    try (InputStream in = body.open(0, body.length())) {
      int n;
      while ((n = in.read(buffer, 0, pace.atMost(buffer.length))) > 0) {
        out.write(buffer, 0, n);
        pace.passed(n);
      }
    }
  }

  private static StringBuilder head(HttpAnswer answer, boolean close) {
    StringBuilder head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ');
    head.append(REASONS.getOrDefault(answer.status(), "Status")).append("\r\n");
    head.append(date());
    answer.writeFields(head);
    if (close) {
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n");
  }

  private static String date() {
    long second = System.currentTimeMillis() / 1000;
    DateLine current = dateLine;
    if (current.second() != second) {
      String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
      current = new DateLine(second, "Date: " + now + "\r\n");
      dateLine = current;
    }
    return current.line();
  }

  private static byte[] bytes(StringBuilder head) {
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
