package dev.davit.local.source;

import dev.davit.core.port.Change;
import java.util.List;

/** Finds what is in a source, a little at a time. Used by one thread. */
interface Finder extends AutoCloseable {

  /**
   * Finds more.
   *
   * @param changes takes what is found
   * @param most how many it is to hold, about
   * @return whether nothing will follow
   * @throws dev.davit.core.port.SourceException if the source vanished
   */
  boolean find(List<Change> changes, int most);

  @Override
  void close();
}
