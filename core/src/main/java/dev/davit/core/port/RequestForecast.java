package dev.davit.core.port;

/** Facet: knows beforehand how many requests an upload takes. Free of network. */
public interface RequestForecast {

  /**
   * Returns how many requests storing an object takes if none is repeated.
   *
   * @param length of the object in bytes, from 0
   * @return at least 1
   */
  long requests(long length);
}
