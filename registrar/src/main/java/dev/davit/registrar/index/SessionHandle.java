package dev.davit.registrar.index;

/**
 * Names a session. Opaque, hard to guess, and worth nothing to another principal.
 *
 * @param value what was handed out
 */
public record SessionHandle(String value) {
  @Override
  public String toString() {
    return value;
  }
}
