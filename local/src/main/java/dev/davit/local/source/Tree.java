package dev.davit.local.source;

import dev.davit.core.port.SourceException;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.OpenFolder.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source folder, and the only ways in which it is looked at and opened. */
final class Tree {
  private static final int ATTEMPTS = 3;

  private final Path root;
  private final Looks looks;
  private final @Nullable Object key;
  private final SharedFolders folders;

  private Tree(Path root, Looks looks, @Nullable Object key) {
    this.root = root;
    this.looks = looks;
    this.key = key;
    folders = new SharedFolders(this::open);
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
  OpenedFile openFile(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Optional<OpenedFile> opened = openInShared(file, folder);
    for (int attempt = 0; attempt < ATTEMPTS && opened.isEmpty(); attempt++) {
      opened = open(file, folders.open(folder));
    }
    return opened.orElseThrow(
        () -> new FileSystemException(file.toString(), null, "is replaced while it is opened"));
  }

  private Optional<OpenedFile> openInShared(Path file, Path folder) {
    try {
      Optional<SharedFolders.Lease> shared = folders.shared(folder);
      return shared.isPresent() ? open(file, shared.get()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // another folder may have its path by now
    }
  }

  /**
   * Returns nothing if it turned out to be another file; then the folder may be another one too.
   */
  private static Optional<OpenedFile> open(Path file, SharedFolders.Lease parent)
      throws IOException {
    boolean opened = false;
    try {
      OpenFile candidate = parent.folder().open(Objects.requireNonNull(file.getFileName()));
      opened = isStill(candidate, file);
      if (opened) {
        return Optional.of(new OpenedFile(candidate.channel(), parent));
      }
      candidate.channel().close();
      return Optional.empty();
    } finally {
      if (!opened) {
        parent.retire();
        parent.close();
      }
    }
  }

  private static boolean isStill(OpenFile opened, Path file) {
    try {
      return Objects.equals(opened.key(), Looks.key(file));
    } catch (IOException e) {
      return false; // the next attempt says why
    }
  }

  /** A file that was opened, and the folder it was opened in. */
  record OpenedFile(SeekableByteChannel channel, SharedFolders.Lease parent) implements Closeable {

    @Override
    public void close() throws IOException {
      try (parent) {
        channel.close();
      }
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
