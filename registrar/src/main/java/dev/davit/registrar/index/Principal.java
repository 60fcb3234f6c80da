package dev.davit.registrar.index;

/**
 * Who owns sessions; the host decides it, never the model.
 *
 * @param name not empty
 */
public record Principal(String name) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public Principal {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A principal needs a name.");
    }
  }
}
