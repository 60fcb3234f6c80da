package dev.davit.core.model;

/** How far a destination that works on what it holds has come with one object. */
public enum IndexState {
  /** It waits for its turn, or is being worked on. */
  PENDING,
  /** It can be searched. */
  DONE,
  /** It was given up; the object is there, and nobody will find anything in it. */
  FAILED
}
