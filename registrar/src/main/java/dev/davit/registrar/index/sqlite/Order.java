package dev.davit.registrar.index.sqlite;

/** In which order. */
enum Order {
  NEWEST,
  /** By the first upload that passes the filters, oldest first. */
  FIRST,
  /** By the last upload, oldest first. */
  POSITION,
  /** By the place of the name in the query, then newest first. */
  MENTION,
  /** By how well a search fits, then newest first. */
  RANK;

  boolean descending() {
    return this != FIRST && this != POSITION;
  }
}
