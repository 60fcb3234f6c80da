package dev.davit.core.port;

import dev.davit.core.model.RelativePath;

/** An observed difference in a source. */
public sealed interface Change {

  /** A file is there: found by a scan, or new. */
  record Appeared(SourceFile file) implements Change {}

  /** A file has new content, and its writer seems to be done. */
  record Modified(SourceFile file) implements Change {}

  /** A file has a new path; its content may have changed too. */
  record Moved(RelativePath from, SourceFile file) implements Change {}

  /** A file is gone. */
  record Vanished(RelativePath path) implements Change {}

  /** A folder is gone from its path, with everything that was in it: removed or moved. */
  record VanishedFolder(RelativePath path) implements Change {}

  /** Changes below a folder were lost: look at all of it again. Empty root means everything. */
  record Overflow(String root) implements Change {}

  /**
   * Something was seen and is not taken.
   *
   * @param path of a file, or of a folder that is not descended into
   * @param reason why
   * @param detail the rule or the error, for people; may be empty
   */
  record Ignored(RelativePath path, IgnoredReason reason, String detail) implements Change {}

  /** Why something is not taken. */
  enum IgnoredReason {
    /** Its name begins with a dot. */
    HIDDEN,
    /** A built-in rule: version control, editor temporaries, partial downloads, secrets. */
    SYSTEM,
    /** A {@code .davitignore} file or an exclude or include option. */
    FILTERED,
    /** Too small, too large, too old or too new for the options given. */
    OUT_OF_BOUNDS,
    /** A symbolic link, which the options do not follow. */
    SYMLINK,
    /** A pipe, socket or device. */
    SPECIAL,
    /** It cannot be read or looked at: a failure, not a choice. */
    UNREADABLE
  }
}
