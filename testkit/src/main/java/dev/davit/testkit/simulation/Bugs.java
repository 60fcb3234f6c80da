package dev.davit.testkit.simulation;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Machine;
import java.util.function.UnaryOperator;

/**
 * Bugs that are planted to prove that the oracle sees them.
 *
 * @param storage what is put before the destination
 * @param machine what is put before the machine
 */
record Bugs(UnaryOperator<Storage> storage, UnaryOperator<Machine> machine) {

  static Bugs none() {
    return new Bugs(UnaryOperator.identity(), UnaryOperator.identity());
  }
}
