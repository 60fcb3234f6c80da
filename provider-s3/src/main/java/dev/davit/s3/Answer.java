package dev.davit.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service answered. */
final class Answer {
  private static final int LONGEST_MESSAGE = 2048;

  private final int status;
  private final Fields fields;
  private final byte[] body;
  private final @Nullable String code;
  private final @Nullable String message;

  /** Takes over a body, of which there may have been more. */
  Answer(int status, Fields fields, byte[] body) {
    this(status, fields, body, null, null);
  }

  private Answer(
      int status, Fields fields, byte[] body, @Nullable String code, @Nullable String message) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.code = code;
    this.message = message;
  }

  /** Returns an answer whose body someone else has read. */
  static Answer read(int status, Fields fields, @Nullable String code, @Nullable String message) {
    return new Answer(
        status, fields, new byte[0], code == null ? "" : code, message == null ? "" : message);
  }

  int status() {
    return status;
  }

  Fields fields() {
    return fields;
  }

  /** Opens the body, as far as it was read. */
  InputStream open() {
    return new ByteArrayInputStream(body);
  }

  boolean successful() {
    return status >= 200 && status < 300;
  }

  Optional<String> header(String name) {
    return fields.get(name).filter(value -> !value.isEmpty());
  }

  String requestId() {
    return header("x-amz-request-id").orElse("");
  }

  Optional<Instant> date() {
    return fields.date();
  }

  /** Tells whether the body claims that something went wrong, whatever the status says. */
  boolean holdsError() {
    return !empty() && text().contains("<Error");
  }

  /** Returns the error code; empty if the body names none. */
  String code() {
    return code != null ? code : element("Code");
  }

  String message() {
    String text = message != null ? message : element("Message");
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
  }

  /** Returns the text of the first such element; bodies are short and flat. */
  String element(String name) {
    if (empty()) {
      return "";
    }
    Matcher element =
        Pattern.compile("<" + name + ">\\s*([^<]*?)\\s*</" + name + ">").matcher(text());
    return element.find() ? unescaped(element.group(1)) : "";
  }

  boolean empty() {
    return body.length == 0;
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Override
  public String toString() {
    return "Answer[" + status + " " + code() + "]";
  }
}
