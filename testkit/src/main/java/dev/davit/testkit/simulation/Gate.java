package dev.davit.testkit.simulation;

/**
 * Every observable operation of a simulated process passes a gate before it takes effect. There the
 * world traces it, lets others act, or ends the process.
 */
@FunctionalInterface
public interface Gate {

  /**
   * Lets an operation pass, or throws.
   *
   * @param operation what is about to happen, such as {@code read}
   * @param subject to what; may be empty
   */
  void pass(String operation, String subject);

  /** Returns a gate that is always open. */
  static Gate open() {
    return (operation, subject) -> {};
  }
}
