package dev.davit.local.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a folder open as long as a file of it is: where many small files of a folder are read side
 * by side, going down to it for each of them would cost more than reading them.
 */
final class SharedFolders {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Lease> open = new HashMap<>();
  private final Opener opener;

  SharedFolders(Opener opener) {
    this.opener = opener;
  }

  /** Opens a folder. */
  interface Opener {
    OpenFolder open(Path folder) throws IOException;
  }

  /** Returns a folder that is open, if it is; to be closed by each who got it. */
  Optional<Lease> shared(Path folder) {
    lock.lock();
    try {
      Lease shared = open.get(folder);
      if (shared != null) {
        shared.users++;
      }
      return Optional.ofNullable(shared);
    } finally {
      lock.unlock();
    }
  }

  /** Opens a folder and lets others share it, unless they share another one at this path. */
  Lease open(Path folder) throws IOException {
    Lease lease = new Lease(folder, opener.open(folder));
    lock.lock();
    try {
      open.putIfAbsent(folder, lease);
      return lease;
    } finally {
      lock.unlock();
    }
  }

  /** An open folder and how many use it. */
  final class Lease implements Closeable {
    private final Path path;
    private final OpenFolder folder;
    private int users = 1;

    private Lease(Path path, OpenFolder folder) {
      this.path = path;
      this.folder = folder;
    }

    OpenFolder folder() {
      return folder;
    }

    /** Shares it no more: another folder has its path now. */
    void retire() {
      lock.lock();
      try {
        open.remove(path, this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      boolean last;
      lock.lock();
      try {
        last = --users == 0;
        if (last) {
          open.remove(path, this);
        }
      } finally {
        lock.unlock();
      }
      if (last) {
        folder.close();
      }
    }
  }
}
