package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel's word that only one object on this machine has a job open. It ends with the process,
 * however that ends.
 *
 * <p>POSIX drops a process's locks on a file when the process closes that file anywhere. So nothing
 * here opens a lock file that this process holds already: that is what the static set is for.
 */
final class JobLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final RandomAccessFile file;

  private JobLock(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes the lock without waiting.
   *
   * @throws CheckpointException LOCKED if someone has it
   * @throws IOException if the file cannot be made or the file system has no locks
   */
  static JobLock take(JobFolder folder, Clock clock) throws IOException {
    Path real = folder.path().toRealPath();
    if (!HELD_HERE.add(real)) {
      throw locked(folder);
    }
    try {
      JobLock lock = new JobLock(real, open(folder));
      nameHolder(folder, clock);
      return lock;
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(real);
      throw e;
    }
  }

  /** Tells whether someone has the lock right now. */
  static boolean isHeld(JobFolder folder) throws IOException {
    if (!Files.exists(folder.lock())) {
      return false;
    }
    if (HELD_HERE.contains(folder.path().toRealPath())) {
      return true;
    }
    try (FileChannel file = FileChannel.open(folder.lock(), StandardOpenOption.READ);
        FileLock lock = file.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static RandomAccessFile open(JobFolder folder) throws IOException {
    OwnerOnly.file(folder.lock());
    RandomAccessFile file = new RandomAccessFile(folder.lock().toFile(), "rw");
    FileLock lock;
    try {
      lock = file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      // Held through another class loader. The file stays open: closing it would drop that lock.
      throw locked(folder);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    if (lock == null) {
      file.close();
      throw locked(folder);
    }
    return file;
  }

  private static void nameHolder(JobFolder folder, Clock clock) {
    long pid = ProcessHandle.current().pid();
    try {
      OwnerOnly.text(folder.holder(), "process " + pid + " since " + clock.instant() + "\n");
    } catch (IOException e) {
      // The lock holds without it; what is wrong with the disk will be said by the database.
    }
  }

  private static CheckpointException locked(JobFolder folder) {
    return new CheckpointException(
        Reason.LOCKED,
        "The job "
            + folder.description()
            + " is already running ("
            + holder(folder)
            + "). Wait until it ends or stop it, then start again. Its state is in "
            + folder.path());
  }

  private static String holder(JobFolder folder) {
    try {
      String holder = Files.readString(folder.holder()).strip();
      return holder.isEmpty() ? "process unknown" : holder;
    } catch (IOException e) {
      return "process unknown";
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // The descriptor is gone all the same, and with it the lock.
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
