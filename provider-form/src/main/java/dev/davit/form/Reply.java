package dev.davit.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;

/** What a service answered. */
final class Reply {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 500;

  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final Collection<String> secrets;

  /**
   * Takes over what came.
   *
   * @param secrets never told again, should the service repeat them
   */
  Reply(int status, Headers headers, byte[] body, Collection<String> secrets) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.secrets = secrets;
  }

  int status() {
    return status;
  }

  /** Returns a header field; empty if there is none. */
  String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** Returns the body; a missing node if it is no JSON. */
  JsonNode json() {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Tells whether the body claims that something went wrong, whatever the status says. */
  boolean holdsError() {
    return text().contains("<Error>") || (json().has("Code") && json().has("RequestId"));
  }

  /** Returns the error code; empty if the body names none. */
  String code() {
    return field("Code");
  }

  /** Returns status, code and message in one line, without secrets. */
  String said() {
    String message =
        Stream.of("Message", "message", "error", "detail")
            .map(this::field)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("")
            .replaceAll("\\s+", " ");
    for (String secret : secrets) {
      message = message.replace(secret, "***");
    }
    message =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    return status
        + (code().isEmpty() ? "" : " " + code())
        + (message.isEmpty() ? "" : ": " + message);
  }

  /** Returns the id by which the service knows the request; empty if it told none. */
  String requestId() {
    return header("x-tos-request-id") + header("x-oss-request-id") + header("x-amz-request-id");
  }

  /** Returns the pause that was asked for in seconds. */
  Optional<Duration> retryAfter() {
    return Optional.of(header("retry-after"))
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private String field(String name) {
    Matcher element =
        Pattern.compile("<" + name + ">\\s*([^<]*?)\\s*</" + name + ">").matcher(text());
    return element.find() ? element.group(1) : json().path(name).asText("");
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Reply[" + status + "]";
  }
}
