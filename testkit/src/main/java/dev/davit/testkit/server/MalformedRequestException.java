package dev.davit.testkit.server;

import java.io.IOException;

/** Says which rule of HTTP/1.1 a request breaks; the connection ends after the answer. */
final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1;
  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
