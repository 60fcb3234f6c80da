package dev.davit.maiagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.davit.core.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** What a service or an object store answered. */
final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 500;

  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final Secret secret;

  /**
   * Takes over a body, of which there may have been more.
   *
   * @param secret never told again, should the service repeat it
   */
  Answer(int status, Headers headers, byte[] body, Secret secret) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.secret = secret;
  }

  int status() {
    return status;
  }

  boolean successful() {
    return status >= 200 && status < 300;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
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

  /** Returns the pause that was asked for in seconds. */
  Optional<Duration> retryAfter() {
    return header("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** Returns the code of an object store's error document; empty if there is none. */
  String code() {
    return element("Code");
  }

  /** Returns what it says, in one line; empty if nothing. */
  String message() {
    JsonNode json = json();
    StringJoiner said = new StringJoiner("; ");
    if (json.isMissingNode()) {
      said.add(element("Message"));
    } else {
      collect(json, "", said);
    }
    String text = said.toString().replaceAll("\\s+", " ");
    text = secret.isEmpty() ? text : text.replace(secret.reveal(), "***");
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
  }

  /** Django REST says {"detail": "…"}, or names fields with lists of complaints. */
  private static void collect(JsonNode node, String field, StringJoiner said) {
    if (node.isObject()) {
      node.properties().forEach(each -> collect(each.getValue(), each.getKey(), said));
    } else if (node.isArray()) {
      node.forEach(each -> collect(each, field, said));
    } else if (!node.isNull()) {
      boolean plain = field.isEmpty() || field.equals("detail") || field.equals("non_field_errors");
      said.add((plain ? "" : field + ": ") + node.asText());
    }
  }

  private String element(String name) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
    Matcher element =
        Pattern.compile("<" + name + ">\\s*([^<]*?)\\s*</" + name + ">").matcher(text);
    return element.find() ? element.group(1) : "";
  }

  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
