package dev.davit.local.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Listing;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Walks the directory in key order. Holds one directory of each level at a time. */
final class Lister implements Listing {
  private final Path root;
  private final LocalErrors errors;

  Lister(Path root, LocalErrors errors) {
    this.root = root;
    this.errors = errors;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return StreamSupport.stream(new Walk(prefix), false);
  }

  /** A file or directory; a directory's key ends with {@code /}, by which it is also ordered. */
  private record Child(Path path, String key, long length, FileTime modified)
      implements Comparable<Child> {

    boolean isDirectory() {
      return key.endsWith("/");
    }

    StoredObject object() {
      return StoredObject.of(ObjectKey.of(key), length).withLastModified(modified.toInstant());
    }

    @Override
    public int compareTo(Child other) {
      return compareCodePoints(key, other.key);
    }
  }

  private final class Walk extends AbstractSpliterator<StoredObject> {
    private final String prefix;
    private final Deque<Iterator<Child>> levels = new ArrayDeque<>();

    Walk(String prefix) {
      super(
          Long.MAX_VALUE,
          Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE);
      this.prefix = prefix;
      levels.push(children(root, ""));
    }

    @Override
    public boolean tryAdvance(Consumer<? super StoredObject> action) {
      while (!levels.isEmpty()) {
        Iterator<Child> level = levels.peek();
        if (!level.hasNext()) {
          levels.pop();
          continue;
        }
        Child child = level.next();
        if (!child.isDirectory()) {
          action.accept(child.object());
          return true;
        }
        levels.push(children(child.path(), child.key()));
      }
      return false;
    }

    private Iterator<Child> children(Path directory, String key) {
      List<Child> children = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          consider(entry, key + Names.segment(entry), children);
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        return Collections.emptyIterator();
      } catch (DirectoryIteratorException e) {
        throw errors.ofReading(where(key), requireNonNull(e.getCause()));
      } catch (IOException e) {
        throw errors.ofReading(where(key), e);
      }
      Collections.sort(children);
      return children.iterator();
    }

    private void consider(Path entry, String key, List<Child> children) throws IOException {
      boolean within = key.startsWith(prefix);
      if (key.equals(Tree.RESERVED) || (!within && !prefix.startsWith(key + "/"))) {
        return;
      }
      BasicFileAttributes there;
      try {
        there = Files.readAttributes(entry, BasicFileAttributes.class, NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return; // went meanwhile
      }
      if (there.isDirectory()) {
        children.add(new Child(entry, key + "/", 0, there.lastModifiedTime()));
      } else if (within && there.isRegularFile()) {
        children.add(new Child(entry, key, there.size(), there.lastModifiedTime()));
      }
    }
  }

  private static Where where(String key) {
    return Where.of(LocalProvider.SCHEME, "list", key);
  }

  /** The order of the UTF-8 bytes, which surrogates would spoil. */
  private static int compareCodePoints(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
        return sameKind ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
