package dev.davit.mcp;

/** A tool cannot do what it was asked; the message is for the model, and says what to do. */
final class ToolException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param code a word that never changes, such as {@code session_not_found}
   */
  ToolException(String code, String message) {
    super(code + ": " + message);
  }
}
