package dev.davit.core.usecase;

/** How closely a check looks. */
public enum Compare {
  /** Lengths only, as the destination lists them: nothing is read. */
  LENGTH,
  /** Also by a digest, of every object for which the destination tells one; files are read. */
  DIGEST
}
