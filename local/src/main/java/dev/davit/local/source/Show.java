package dev.davit.local.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Words paths and errors for people. */
final class Show {

  private static final String REPLACED = "a link was put in its place";

  private Show() {}

  static String path(Path path) {
    return path.toString();
  }

  /** Says what went wrong, without the path, which stands beside it. */
  static String error(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "it is gone";
      case NotDirectoryException other -> "it is not a folder any more";
      case FileSystemLoopException loop -> REPLACED;
      case FileSystemException other when other.getReason() != null -> reason(other.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }

  /** Says why a link cannot be followed. */
  static String linkError(IOException e) {
    String text = error(e);
    return text.equals(REPLACED) ? "it leads in a circle" : "it cannot be followed: " + text;
  }

  private static String reason(String reason) {
    if (reason.startsWith("Too many levels of symbolic links")) {
      return REPLACED;
    }
    return reason.equals("File name too long")
        ? "its path is longer than this platform can open (4,096 bytes on Linux); "
            + "begin nearer to it, or shorten the names of folders above it"
        : reason;
  }
}
