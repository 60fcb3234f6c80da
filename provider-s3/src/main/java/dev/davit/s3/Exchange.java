package dev.davit.s3;

import dev.davit.s3.S3Http.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Map;

/** One request and its answer on a connection. */
final class Exchange {
  private static final int LONGEST_HEAD = 64 << 10;

  private final Wire wire;
  private final Lane.Sending sending;
  private boolean sent;
  private int headLeft = LONGEST_HEAD;

  Exchange(Wire wire, Lane.Sending sending) {
    this.wire = wire;
    this.sending = sending;
  }

  Answer run() throws IOException {
    try {
      send();
      sent = true;
    } catch (IOException e) {
      return refusedEarly(e);
    }
    return answer();
  }

  /** A service that refuses before it has read everything may have said why. */
  private Answer refusedEarly(IOException failure) throws IOException {
    Payload payload = sending.payload();
    boolean ours = payload != null && payload.failed();
    if (ours || failure instanceof InterruptedIOException) { // then it waits for the rest
      throw failure;
    }
    try {
      Answer answer = answer();
      if (!answer.successful()) {
        return answer;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private void send() throws IOException {
    Target target = sending.target();
    wire.write(target.method());
    wire.write(" ");
    wire.write(target.path());
    if (!target.query().isEmpty()) {
      wire.write("?");
      wire.write(target.query());
    }
    wire.write(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : sending.headers().entrySet()) {
      field(header.getKey(), header.getValue());
    }
    Payload payload = sending.payload();
    if (payload != null) {
      field("content-length", Long.toString(payload.length()));
    }
    wire.write("\r\n");
    if (payload != null) {
      payload.writeTo(wire);
    }
    wire.flush();
  }

  private void field(String name, String value) throws IOException {
    wire.write(name);
    wire.write(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new ProtocolException("the header " + name + " would hold the character " + (int) c);
      }
    }
    wire.write(value);
    wire.write("\r\n");
  }

  private Answer answer() throws IOException {
    int status;
    Fields fields;
    do {
      String first = line();
      status = status(first);
      fields = fields();
      if (first.startsWith("HTTP/1.0")) {
        fields.add("connection", "close");
      }
    } while (status < 200); // such as 100 Continue and 103 Early Hints
    return body(status, fields);
  }

  private static int status(String line) throws ProtocolException {
    boolean known =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    int status = known ? digits(line) : -1;
    if (status < 100) {
      throw new ProtocolException("what came is no HTTP answer");
    }
    return status;
  }

  private static int digits(String line) {
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = Character.digit(line.charAt(i), 10);
      status = digit < 0 ? Integer.MIN_VALUE / 2 : status * 10 + digit;
    }
    return status;
  }

  private Fields fields() throws IOException {
    Fields fields = new Fields();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(colon - 1) <= ' ') {
        throw new ProtocolException("a header field of the answer has no name");
      }
      fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return fields;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = wire.read(); c != '\n'; c = wire.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before the answer did");
      }
      if (--headLeft < 0) {
        throw new ProtocolException("the head of the answer is too long");
      }
      line.append((char) c);
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    return line.toString();
  }

  private Answer body(int status, Fields fields) throws IOException {
    boolean successful = status < 300;
    int most = successful ? sending.longest() : Lane.SHORT_ANSWER;
    AnswerBody body = new AnswerBody(wire, fields);
    boolean none = sending.target().method().equals("HEAD") || status == 204 || status == 304;
    byte[] bytes = none ? new byte[0] : body.read(most);
    if (successful && body.cut()) {
      throw new ProtocolException("the answer is longer than " + most + " bytes");
    }
    if (sent && (none || body.framed()) && !body.cut() && !fields.lists("connection", "close")) {
      wire.spared();
    }
    return new Answer(status, fields, bytes);
  }
}
