package dev.davit.local.source;

import dev.davit.local.source.Attributes.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is held open, so that what is opened in it is in it: a link put in the place of the
 * folder, or of one above it, leads nowhere.
 */
interface OpenFolder extends Closeable {
  Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** Returns what is in it; to be asked for once. */
  Iterable<Path> entries();

  /** Opens a folder in it. Links are not followed. */
  OpenFolder child(Path name) throws IOException;

  /** Opens a regular file in it. Links are not followed, and nothing else is opened. */
  OpenFile open(Path name) throws IOException;

  /**
   * A file that was opened.
   *
   * @param key tells files of this machine apart; absent where the platform has none
   */
  record OpenFile(SeekableByteChannel channel, @Nullable Object key) {}

  @Override
  void close() throws IOException;

  /**
   * Opens the folder at a real path.
   *
   * @param key what it must be
   */
  @SuppressWarnings("StreamResourceLeak") // what is returned closes it
  static OpenFolder root(Path path, @Nullable Object key) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      return new Named(path, stream);
    }
    Object found =
        secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    if (!Objects.equals(found, key)) {
      stream.close();
      throw new FileSystemException(path.toString(), null, "is another folder than before");
    }
    return new Held(secure);
  }

  private static void requireFile(Path name, BasicFileAttributes attributes) throws IOException {
    if (Looks.kind(attributes) != Kind.FILE) {
      throw new FileSystemException(name.toString(), null, "is not a regular file any more");
    }
  }

  /** Where the platform opens relative to an open folder. */
  record Held(SecureDirectoryStream<Path> stream) implements OpenFolder {

    @Override
    public Iterable<Path> entries() {
      return stream;
    }

    @Override
    public OpenFolder child(Path name) throws IOException {
      return new Held(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public OpenFile open(Path name) throws IOException {
      BasicFileAttributes attributes =
          stream
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      requireFile(name, attributes); // opening a pipe would wait for its writer
      return new OpenFile(stream.newByteChannel(name, READING), attributes.fileKey());
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Elsewhere: opens by name, and looks afterwards whether a link was on the way. */
  record Named(Path path, DirectoryStream<Path> stream) implements OpenFolder {

    @Override
    public Iterable<Path> entries() {
      return stream;
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // what is returned closes it
    public OpenFolder child(Path name) throws IOException {
      Path child = path.resolve(name);
      if (Looks.kind(read(child)) != Kind.FOLDER) {
        throw new NotDirectoryException(child.toString());
      }
      DirectoryStream<Path> opened = Files.newDirectoryStream(child);
      try {
        requireReal(child);
        return new Named(child, opened);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    }

    @Override
    public OpenFile open(Path name) throws IOException {
      Path child = path.resolve(name);
      BasicFileAttributes attributes = read(child);
      requireFile(child, attributes);
      SeekableByteChannel opened = Files.newByteChannel(child, READING);
      try {
        requireReal(child);
        return new OpenFile(opened, attributes.fileKey());
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    }

    private static void requireReal(Path child) throws IOException {
      if (!child.toRealPath().equals(child)) {
        throw new FileSystemException(child.toString(), null, "a link was put in its place");
      }
    }

    private static BasicFileAttributes read(Path child) throws IOException {
      return Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
