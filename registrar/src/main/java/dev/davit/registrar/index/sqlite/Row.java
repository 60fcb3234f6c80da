package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileHit;

/**
 * A file that was found.
 *
 * @param file its row
 * @param place where it stands in the order it was found in
 */
record Row(long file, FileHit hit, Place place) {

  /**
   * A place in an order.
   *
   * @param rank comes before time: the place of a name in a list, or how well a search fits
   */
  record Place(int rank, long millis, long seq) {}
}
