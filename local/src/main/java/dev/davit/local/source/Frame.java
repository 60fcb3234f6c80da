package dev.davit.local.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A folder that is being walked: which of its names come next.
 *
 * <p>Names come in the order of their bytes. A folder's turn comes later, where its name and a
 * slash would stand, because that is where the files in it stand: {@code a-b} is before {@code
 * a/b}.
 */
final class Frame implements Closeable {
  private static final Comparator<Pending> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.position, b.position);

  final Path path;
  final PathFilter.Folder filter;
  private final Optional<OpenFolder> open;
  private final PriorityQueue<Pending> pending = new PriorityQueue<>(BY_BYTES);
  private NameList names;
  private int next;

  /**
   * Makes one.
   *
   * @param open the folder, if it is held open
   * @param names sorted
   */
  Frame(Path path, PathFilter.Folder filter, Optional<OpenFolder> open, NameList names) {
    this.path = path;
    this.filter = filter;
    this.open = open;
    this.names = names;
  }

  /** A folder whose turn has not come. */
  static final class Pending {
    final String name;
    final Path path;
    final Optional<PathFilter.Refusal> refusal;
    private final byte[] position;

    private Pending(String name, Path path, Optional<PathFilter.Refusal> refusal) {
      this.name = name;
      this.path = path;
      this.refusal = refusal;
      position = (name + "/").getBytes(StandardCharsets.UTF_8);
    }
  }

  Optional<OpenFolder> open() {
    return open;
  }

  NameList names() {
    return names;
  }

  void replaceNames(NameList list) {
    names = list;
    next = 0;
  }

  boolean hasName() {
    return next < names.size();
  }

  String nextName() {
    return names.get(next++);
  }

  /** Remembers a folder until its turn comes. */
  void postpone(String name, Path folder, Optional<PathFilter.Refusal> refusal) {
    pending.add(new Pending(name, folder, refusal));
  }

  /** Tells whether a folder's turn comes before the next name's. */
  boolean isFolderNext() {
    Pending first = pending.peek();
    return first != null && (!hasName() || names.compare(next, first.position) > 0);
  }

  Pending nextFolder() {
    return pending.remove();
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
