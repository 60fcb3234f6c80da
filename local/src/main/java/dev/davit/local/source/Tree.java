package dev.davit.local.source;

import dev.davit.core.port.SourceException;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.OpenFolder.OpenFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source folder, and the only ways in which it is looked at and opened. */
final class Tree {
  private static final int ATTEMPTS = 3;

  private final Path root;
  private final Looks looks;
  private final @Nullable Object key;

  private Tree(Path root, Looks looks, @Nullable Object key) {
    this.root = root;
    this.looks = looks;
    this.key = key;
  }

  /**
   * Looks at a source folder.
   *
   * @param root its real path
   * @throws SourceException if it is none
   */
  static Tree at(Path root) {
    Looks looks = Looks.on(root.getFileSystem());
    try {
      Attributes attributes = looks.at(root);
      if (attributes.kind() != Kind.FOLDER) {
        throw new SourceException(
            "The source " + Show.path(root) + " is not a folder (or not its real path).");
      }
      return new Tree(root, looks, Looks.key(root));
    } catch (NoSuchFileException e) {
      throw new SourceException("The source " + Show.path(root) + " does not exist.", e);
    } catch (IOException e) {
      throw new SourceException(
          "The source " + Show.path(root) + " cannot be looked at: " + Show.error(e) + ".", e);
    }
  }

  Path root() {
    return root;
  }

  /** Looks at a name without following it. */
  Attributes look(Path path) throws IOException {
    return looks.at(path);
  }

  /** Opens a folder by way of all folders from the root down to it. */
  OpenFolder open(Path folder) throws IOException {
    OpenFolder open = OpenFolder.root(root, key);
    if (!folder.equals(root)) {
      for (Path name : root.relativize(folder)) {
        try (OpenFolder parent = open) {
          open = parent.child(name);
        }
      }
    }
    return open;
  }

  /**
   * Opens a file by way of all folders from the root down to it, and makes sure that it is the one
   * which its path names: a folder above it may have been replaced meanwhile.
   */
  SeekableByteChannel openFile(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Path name = Objects.requireNonNull(file.getFileName());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (OpenFolder parent = open(folder)) {
        OpenFile opened = parent.open(name);
        if (isStill(opened.key(), file)) {
          return opened.channel();
        }
        opened.channel().close();
      }
    }
    throw new FileSystemException(file.toString(), null, "is replaced while it is opened");
  }

  private boolean isStill(@Nullable Object opened, Path file) {
    try {
      return Objects.equals(opened, Looks.key(file));
    } catch (IOException e) {
      return false; // the next attempt says why
    }
  }

  /**
   * Checks that the folder which a scan began with is still there: one that was unmounted or
   * removed looks just like one that became empty.
   *
   * @throws SourceException if it is not
   */
  void requireRoot() {
    Object now;
    try {
      now = Looks.key(root);
    } catch (IOException e) {
      throw new SourceException(
          "The source "
              + Show.path(root)
              + " vanished while it was scanned: "
              + Show.error(e)
              + ".",
          e);
    }
    if (!Objects.equals(now, key)) {
      throw new SourceException(
          "The source "
              + Show.path(root)
              + " was replaced while it was scanned. Is something mounted or unmounted there?");
    }
  }
}
