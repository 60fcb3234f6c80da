package dev.davit.registrar.index.sqlite;

/** Which of the files that pass the filters. */
enum Pool {
  ALL,
  /** Not uploaded in the current turn. */
  AWAY,
  /** In focus. */
  FOCUS,
  /** Not in focus. */
  OUTSIDE
}
