package dev.davit.registrar.index;

/** There is no such session for this principal; whether another has it is not said. */
public final class SessionNotFoundException extends Exception {
  /** The one message. */
  public SessionNotFoundException() {
    super("session_not_found");
  }
}
