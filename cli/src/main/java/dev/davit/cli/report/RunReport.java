package dev.davit.cli.report;

import dev.davit.core.usecase.EventListener;
import java.io.Closeable;
import java.io.IOException;

/** Listens to a run and writes a file about it when it is over. */
public interface RunReport extends EventListener, Closeable {

  /**
   * Writes it.
   *
   * @throws IOException if it cannot be written, now or earlier
   */
  void finish(RunFacts facts) throws IOException;

  /** Gives up what it holds; what is written stays. */
  @Override
  default void close() throws IOException {}
}
