package dev.davit.registrar.index;

import java.util.Locale;

/** Where counting starts. */
public enum Scope {
  /** The files in focus if they are enough, else the session. */
  AUTO,
  /** The files in focus. */
  FOCUS,
  /** The session. */
  SESSION;

  /** Returns the word used in arguments and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
