package dev.davit.registrar.index;

/** What a turn has to do with a file. */
public enum Relation {
  /** The user put it there. */
  ATTACHED,
  /** Words were resolved to it. */
  REFERENCED,
  /** The agent made it. */
  PRODUCED,
  /** Its name was said. */
  MENTIONED
}
