package dev.davit.local.state;

import java.util.List;

/**
 * Some rows in the order of their paths.
 *
 * @param rows as {@link Rows} describes them
 * @param last whether no row followed when they were read
 */
record Page(List<byte[]> rows, boolean last) {

  /** Returns the path of the last row. */
  String lastPath() {
    byte[] row = rows.get(rows.size() - 1);
    return Rows.path(row, Rows.pathLength(row));
  }
}
