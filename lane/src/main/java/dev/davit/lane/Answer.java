package dev.davit.lane;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import okhttp3.Headers;

/** What a service answered. */
public final class Answer {
  private static final int LONGEST_MESSAGE = 2048;

  private final Dialect dialect;
  private final int status;
  private final Headers headers;
  private final Document document;

  Answer(Dialect dialect, int status, Headers headers, byte[] body) {
    this.dialect = dialect;
    this.status = status;
    this.headers = headers;
    document = body.length > 0 ? dialect.read(body) : dialect.read(spoken(own("err")));
  }

  /** The answer to HEAD has no body; OSS puts its document into a header. */
  private static byte[] spoken(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Returns the status. */
  public int status() {
    return status;
  }

  /** Returns the document; one without children if there was none that can be read. */
  public Document document() {
    return document;
  }

  boolean successful() {
    return status >= 200 && status < 300;
  }

  /** Tells whether the body claims that something went wrong, whatever the status says. */
  boolean holdsError() {
    return document.name().equals("Error")
        || (!document.text("Code").isEmpty() && !document.text("RequestId").isEmpty());
  }

  /** Returns a header field; empty if there is none. */
  public String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** Returns one of the service's own header fields, by its name without the prefix. */
  public String own(String name) {
    return header(dialect.prefix() + name);
  }

  String requestId() {
    return own("request-id");
  }

  Optional<Instant> date() {
    return Optional.ofNullable(headers.getInstant("Date"));
  }

  /** Returns the error code; empty if the body names none. */
  public String code() {
    return document.text("Code");
  }

  /** Returns the number that tells apart what shares a code; empty if there is none. */
  public String ec() {
    return own("ec").isEmpty() ? document.text("EC") : own("ec");
  }

  String message() {
    String text = document.text("Message");
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
  }

  String etag() {
    return header("etag").replace("\"", "");
  }

  @Override
  public String toString() {
    return "Answer[" + status + " " + code() + "]";
  }
}
