package dev.davit.core.internal;

import java.io.IOException;

/** The content is not what it was when it was opened. */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1;

  SourceChangedException(String what) {
    super(what);
  }
}
