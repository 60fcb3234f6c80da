package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Whether the state can still be used. The first failure is the last word: a write whose fsync
 * failed may or may not be on the disk, and trying again would report a success that is none.
 */
final class Health {
  private final JobFolder folder;
  private final boolean looking;
  private final AtomicReference<@Nullable CheckpointException> first = new AtomicReference<>();

  Health(JobFolder folder) {
    this(folder, false);
  }

  private Health(JobFolder folder, boolean looking) {
    this.folder = folder;
    this.looking = looking;
  }

  /** Returns one that leaves no mark where damage is found. */
  static Health looking(JobFolder folder) {
    return new Health(folder, true);
  }

  /**
   * Throws if something has failed before.
   *
   * @throws CheckpointException anew, with the first failure as its cause
   */
  void check() {
    CheckpointException failure = first.get();
    if (failure != null) {
      throw again(failure);
    }
  }

  boolean failed() {
    return first.get() != null;
  }

  /** Remembers a failure and returns what to throw. */
  CheckpointException fail(Throwable cause) {
    boolean damaged = isDamage(cause);
    CheckpointException failure =
        new CheckpointException(
            Reason.UNWRITABLE, damaged ? damaged(folder, cause) : unusable(folder, cause), cause);
    if (first.compareAndSet(null, failure) && damaged && !looking) {
      markSuspect();
    }
    return again(failure);
  }

  private static CheckpointException again(CheckpointException failure) {
    return new CheckpointException(failure.reason(), String.valueOf(failure.getMessage()), failure);
  }

  private void markSuspect() {
    try {
      OwnerOnly.file(folder.suspect());
    } catch (IOException e) {
      // The next run finds the damage as this one did.
    }
  }

  /** Tells whether the database's content is at fault, and not the disk or permissions. */
  static boolean isDamage(Throwable cause) {
    if (cause instanceof SQLException sql) {
      int code = code(sql);
      return code == SQLiteErrorCode.SQLITE_CORRUPT.code
          || code == SQLiteErrorCode.SQLITE_NOTADB.code
          || code == SQLiteErrorCode.SQLITE_FORMAT.code
          || code == SQLiteErrorCode.SQLITE_ERROR.code
          || code == SQLiteErrorCode.SQLITE_MISMATCH.code
          || code == SQLiteErrorCode.SQLITE_SCHEMA.code
          || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
          || code == SQLiteErrorCode.SQLITE_TOOBIG.code;
    }
    return cause instanceof DamagedException;
  }

  /** The error without its extension, such as which system call it was. */
  private static int code(SQLException e) {
    return e.getErrorCode() & 0xff;
  }

  private static String damaged(JobFolder folder, Throwable cause) {
    return "The state of "
        + folder.description()
        + " in "
        + folder.database()
        + " is damaged ("
        + cause.getMessage()
        + "). Start again: it will be set aside and rebuilt, and files will be compared again";
  }

  static String unusable(JobFolder folder, Throwable cause) {
    return "The state of "
        + folder.description()
        + " cannot be kept in "
        + folder.path()
        + ": "
        + reason(cause)
        + ". Nothing recorded since the last save is kept. "
        + advice(cause)
        + ", then start again: it goes on where it was saved";
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static String advice(Throwable cause) {
    int code = cause instanceof SQLException sql ? code(sql) : 0;
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return "Make room on that disk, or name another place with --state-dir";
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return "Close the program that has the database open";
    }
    if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
      return "Check that disk (the system's log says more), or name another place with --state-dir";
    }
    return "Make the place writable for you, or name another with --state-dir";
  }
}
