package dev.davit.local.store;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Names the next move for what the file system says.
 *
 * <p>Java hides the error number and gives the system's sentence, in the language of the locale. So
 * full and read-only are looked up, and words are only a hint where nothing can be looked up.
 */
final class LocalErrors {
  private static final long HARDLY_ANY = 64 * 1024;

  private final Path root;

  LocalErrors(Path root) {
    this.root = root;
  }

  static Where where(String operation, ObjectKey key) {
    return Where.of(LocalProvider.SCHEME, operation, key.value());
  }

  static Where where(String operation) {
    return Where.of(LocalProvider.SCHEME, operation, "");
  }

  /** For what concerns the directory as a whole: every other object would fare the same. */
  StorageException ofStore(Where where, IOException e) {
    if (interrupted(e)) {
      return new Transient(where, "interrupted", e);
    }
    if (says(e, "too many open files")) {
      return new Transient(where, words(e) + "; raise the limit with ulimit -n", e);
    }
    if (says(e, "file too large")) {
      return new Rejected(where, "the file system at " + root + " takes no file this long", e);
    }
    if (e instanceof NoSuchFileException && Files.isDirectory(root)) {
      return new Transient(where, "something else removes files in " + root, e);
    }
    return new Unusable(where, "cannot use " + root + ": " + reason(e), e);
  }

  /** For what concerns the place of one object. */
  StorageException ofObject(Where where, IOException e) {
    if (e instanceof AccessDeniedException || says(e, "operation not permitted")) {
      return new Denied(
          where, Denied.Reason.FORBIDDEN, "may not write there; change the permissions", e);
    }
    if (interrupted(e)
        || e instanceof NoSuchFileException
        || says(e, "input/output error")
        || !remedy(e).isEmpty()) {
      return ofStore(where, e);
    }
    return new Rejected(where, "the file system refuses it: " + words(e), e);
  }

  /** For reading: what is there, and what it holds. */
  StorageException ofReading(Where where, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new Denied(where, Denied.Reason.FORBIDDEN, "may not read " + e.getMessage(), e);
    }
    return interrupted(e) ? new Transient(where, "interrupted", e) : ofStore(where, e);
  }

  /** For what goes wrong after the object took its name. */
  StorageException ofVisible(Where where, IOException e) {
    return interrupted(e)
        ? new Indeterminate(where, "interrupted before the directory was on disk", e)
        : ofStore(where, e);
  }

  static StorageException invalidName(Where where, IllegalArgumentException e) {
    return new Rejected(where, String.valueOf(e.getMessage()), e);
  }

  static StorageException rejected(Where where, String why) {
    return new Rejected(where, why, null);
  }

  static StorageException taken(Where where) {
    return new Conflict(where, "there is an object already", null);
  }

  static StorageException folded(Where where, String twin) {
    return new Conflict(
        where,
        "this file system takes the name for \"" + twin + "\", which is there already; rename one",
        null);
  }

  static StorageException noUpload(Where where, String why) {
    return new Missing(where, Missing.What.UPLOAD, why, null);
  }

  static StorageException garbled(Where where) {
    return new Transient(where, "the file system gave back other bytes than were written", null);
  }

  static StorageException noLinks(Where where) {
    return new Unsupported(
        where, "this file system has no hard links, so nothing can be stored only if absent");
  }

  private String reason(IOException e) {
    String remedy = remedy(e);
    return remedy.isEmpty() ? words(e) + "; choose another directory" : remedy;
  }

  private String remedy(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is gone or cannot be made; is a disk not mounted?";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file or a broken link of that name; choose another directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied; change the permissions or choose another directory";
    }
    if (says(e, "no space left") || says(e, "quota") || spaceLeft() < HARDLY_ANY) {
      return "the disk is full or the quota used up; free some space";
    }
    if (says(e, "read-only") || readOnly()) {
      return "the file system is read-only; choose another directory";
    }
    return "";
  }

  private long spaceLeft() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private boolean readOnly() {
    try {
      return Files.getFileStore(root).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean interrupted(IOException e) {
    return e instanceof ClosedByInterruptException || e instanceof InterruptedIOException;
  }

  private static boolean says(IOException e, String words) {
    return words(e).toLowerCase(Locale.ROOT).contains(words);
  }

  private static String words(IOException e) {
    String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return words == null ? e.getClass().getSimpleName() : words;
  }
}
