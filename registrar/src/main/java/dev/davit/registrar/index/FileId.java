package dev.davit.registrar.index;

/**
 * Names a file of a session: the same over uploads of new versions and over deletion.
 *
 * @param value what was handed out
 */
public record FileId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
