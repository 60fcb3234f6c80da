package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.Machine.Notices;
import dev.davit.local.source.WatchedFolders.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A folder of Linux that is watched by the kernel. Folders whose watch the kernel refuses are
 * looked through from time to time instead.
 */
final class InotifyFolder implements LiveFolder {
  private static final int TICK = 1000; // ms
  private static final long LOOK_THROUGH = TimeUnit.SECONDS.toNanos(60);

  private final LiveTree tree;
  private final Inotify inotify;
  private final WatchedFolders folders = new WatchedFolders();
  private final Changes changes = new Changes();
  private final Arming arming;
  private final Thread thread;
  private boolean overflowed;
  private long lookedThrough = System.nanoTime();

  /**
   * Begins to watch; everything below the root is watched when this returns.
   *
   * @throws SourceException if the root cannot be watched
   * @throws IOException if the kernel lets this user open no further watch
   */
  InotifyFolder(LiveTree tree, Notices notices) throws IOException {
    this.tree = tree;
    inotify = new Inotify();
    arming = new Arming(tree, inotify, folders, changes, notices);
    thread = Thread.ofPlatform().daemon().name("davit-watch").unstarted(this::listen);
    try {
      arming.armRoot();
    } catch (Throwable e) {
      inotify.close();
      throw e;
    }
    thread.start();
  }

  private void listen() {
    try (inotify) {
      while (!changes.isClosed()) {
        inotify.hear(TICK, this::hear);
        if (overflowed) {
          overflowed = false;
          arming.armRoot();
          changes.add(new Change.Overflow(""));
        }
        tree.tree().requireRoot();
        lookThrough();
      }
    } catch (SourceException e) {
      changes.fail(e);
    } catch (IOException | RuntimeException e) {
      changes.fail(new IllegalStateException("The watch broke off.", e));
    }
  }

  /** What the kernel does not watch is looked through, and perhaps can be watched by now. */
  private void lookThrough() {
    if (arming.unwatched().isEmpty() || System.nanoTime() - lookedThrough < LOOK_THROUGH) {
      return;
    }
    lookedThrough = System.nanoTime();
    Set<String> before = new HashSet<>(arming.unwatched());
    arming.armRoot();
    before.addAll(arming.unwatched());
    before.forEach(below -> changes.add(new Change.Overflow(below)));
  }

  private void hear(int number, int mask, byte[] name) {
    if ((mask & Inotify.OVERFLOW) != 0) {
      overflowed = true;
      return;
    }
    Node folder = folders.get(number);
    if ((mask & Inotify.IGNORED) != 0) {
      folders.forget(number);
    } else if (folder != null && name.length > 0) {
      String segment = Names.escape(name);
      if ((mask & Inotify.IS_FOLDER) != 0) {
        folder(folder, segment, mask);
      } else {
        file(new RelativePath(folder.path(segment)), segment, mask);
      }
    }
  }

  private void folder(Node parent, String name, int mask) {
    Node known = folders.find(parent, name);
    if (known != null) {
      List<Integer> numbers = folders.drop(known);
      numbers.forEach(inotify::remove);
    }
    RelativePath path = new RelativePath(parent.path(name));
    if ((mask & Inotify.MOVED_FROM) != 0) {
      changes.add(new Change.VanishedFolder(path));
    } else if ((mask & (Inotify.CREATE | Inotify.MOVED_TO)) != 0) {
      arming.arm(parent, name);
    }
  }

  private void file(RelativePath path, String name, int mask) {
    if (name.equals(IgnoreFile.NAME)) {
      overflowed |= (mask & Inotify.CREATE) == 0; // other files are taken now, other folders too
    } else if ((mask & (Inotify.CLOSE_WRITE | Inotify.MOVED_TO)) != 0) {
      written(path);
    } else if ((mask & Inotify.CREATE) != 0) {
      if (isComplete(path)) {
        written(path);
      }
    } else if ((mask & (Inotify.MOVED_FROM | Inotify.DELETE)) != 0) {
      changes.add(new Change.Vanished(path));
    }
  }

  private void written(RelativePath path) {
    switch (tree.look(path)) {
      case Change.Appeared(var file) -> changes.add(new Change.Modified(file));
      case Change.Vanished gone -> changes.add(gone);
      default -> {} // not taken
    }
  }

  /** A further name of a file that is there already: nobody will close it. */
  private boolean isComplete(RelativePath path) {
    try {
      Path file = tree.tree().root();
      for (String name : path.value().split("/", -1)) {
        file = Names.resolve(file, name);
      }
      return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer n
          && n > 1;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Batch poll(Duration wait) throws InterruptedException {
    return changes.poll(wait);
  }

  /** Does nothing: whoever comes later looks through the folder first. */
  @Override
  public void acknowledge(Watermark watermark) {}

  @Override
  public ChangeSource scan(String below) {
    return tree.scan(below);
  }

  @Override
  public Change look(RelativePath path) {
    return tree.look(path);
  }

  @Override
  public boolean tellsWriterIsDone() {
    return true;
  }

  @Override
  public void close() {
    changes.close();
    inotify.wake();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
