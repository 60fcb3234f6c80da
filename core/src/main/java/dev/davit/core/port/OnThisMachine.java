package dev.davit.core.port;

import java.nio.file.Path;

/** Facet: the objects lie in a folder of this machine, which must not be lifted into itself. */
public interface OnThisMachine {

  /** Returns the folder, absolute; it need not exist yet. */
  Path directory();
}
