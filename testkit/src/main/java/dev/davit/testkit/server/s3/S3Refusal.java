package dev.davit.testkit.server.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that S3 answers with an error document. */
final class S3Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient S3Code code;
  private final transient Map<String, String> elements = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  S3Refusal(S3Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  S3Refusal(S3Code code) {
    this(code, code.message());
  }

  /** Adds an element to the error document. */
  S3Refusal element(String name, String value) {
    elements.put(name, value);
    return this;
  }

  /** Adds a header field. */
  S3Refusal header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  S3Code code() {
    return code;
  }

  String text() {
    String message = getMessage();
    return message == null ? code.message() : message;
  }

  Map<String, String> elements() {
    return elements;
  }

  Map<String, String> headers() {
    return headers;
  }
}
