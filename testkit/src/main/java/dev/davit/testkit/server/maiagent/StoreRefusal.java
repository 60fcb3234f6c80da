package dev.davit.testkit.server.maiagent;

/** The object store says no. */
final class StoreRefusal extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;

  StoreRefusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
