package dev.davit.testkit.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to one request, being put together.
 *
 * <p><b>Threads.</b> Belongs to the exchange that makes it.
 */
public final class HttpAnswer {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private int status;
  private Blob body = Blob.empty();
  private boolean bodiless;

  private HttpAnswer(int status) {
    this.status = status;
  }

  /** Begins an answer. */
  public static HttpAnswer of(int status) {
    return new HttpAnswer(status);
  }

  /** Sets a header field, in place of any of that name. */
  public HttpAnswer with(String name, String value) {
    without(name);
    names.add(name);
    values.add(value);
    return this;
  }

  /** Removes a header field. */
  public HttpAnswer without(String name) {
    int index = indexOf(name);
    if (index >= 0) {
      names.remove(index);
      values.remove(index);
    }
    return this;
  }

  /** Removes every header field whose lower-case name begins so. */
  public HttpAnswer withoutAll(String prefix) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).toLowerCase(Locale.ROOT).startsWith(prefix)) {
        names.remove(i);
        values.remove(i);
      }
    }
    return this;
  }

  /** Sets the body. */
  public HttpAnswer body(String contentType, String text) {
    return with("Content-Type", contentType).body(Blob.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sets the body. */
  public HttpAnswer body(Blob content) {
    body = content;
    return this;
  }

  /** Sends the fields that describe the body, but not the body: the answer to HEAD. */
  public HttpAnswer withholdBody() {
    bodiless = true;
    return this;
  }

  /** Changes the status. */
  public HttpAnswer status(int newStatus) {
    status = newStatus;
    return this;
  }

  /** Returns the status. */
  public int status() {
    return status;
  }

  /** Returns the value of a header field. */
  public Optional<String> header(String name) {
    int index = indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  Blob body() {
    return body;
  }

  boolean sendsBody() {
    return !bodiless && status != 204 && status != 304 && body.length() > 0;
  }

  void writeFields(StringBuilder head) {
    for (int i = 0; i < names.size(); i++) {
      head.append(names.get(i)).append(": ").append(values.get(i)).append("\r\n");
    }
    if (status != 204 && status != 304 && indexOf("Transfer-Encoding") < 0) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
