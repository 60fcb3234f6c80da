package dev.davit.local.source;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The kernel's own watch on folders of Linux, see inotify(7). It says when a writer has closed a
 * file, which nothing that Java brings does. Used by one thread; {@link #wake} by any.
 */
final class Inotify implements AutoCloseable {
  static final int CLOSE_WRITE = 0x8;
  static final int MOVED_FROM = 0x40;
  static final int MOVED_TO = 0x80;
  static final int CREATE = 0x100;
  static final int DELETE = 0x200;
  static final int DELETE_SELF = 0x400;
  static final int MOVE_SELF = 0x800;
  static final int UNMOUNT = 0x2000;
  static final int OVERFLOW = 0x4000;
  static final int IGNORED = 0x8000;
  static final int IS_FOLDER = 0x40000000;

  private static final int ONLY_FOLDERS = 0x01000000;
  private static final int NO_LINKS = 0x02000000;
  private static final int NOT_UNLINKED = 0x04000000;
  private static final int WANTED =
      CLOSE_WRITE
          | MOVED_FROM
          | MOVED_TO
          | CREATE
          | DELETE
          | DELETE_SELF
          | MOVE_SELF
          | ONLY_FOLDERS
          | NO_LINKS
          | NOT_UNLINKED;

  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final short READABLE = 1;
  private static final int POLLED = 8; // bytes of a struct pollfd
  private static final int HEADER = 16; // bytes of a struct inotify_event without its name
  private static final int BUFFER = 1 << 18;

  static final int NO_SUCH_FILE = 2;
  static final int INTERRUPTED = 4;
  static final int AGAIN = 11;
  static final int NO_MEMORY = 12;
  static final int NO_ACCESS = 13;
  static final int TOO_MANY_FILES = 24;
  static final int NO_SPACE = 28;

  static {
    Native.register(Inotify.class, Platform.C_LIBRARY_NAME);
  }

  private final int events;
  private final int bell;
  private final Memory polled = new Memory(2L * POLLED);
  private final byte[] buffer = new byte[BUFFER];
  private boolean closed;

  private static native int inotify_init1(int flags) throws LastErrorException;

  private static native int inotify_add_watch(int fd, byte[] path, int mask)
      throws LastErrorException;

  private static native int inotify_rm_watch(int fd, int wd) throws LastErrorException;

  private static native int eventfd(int initial, int flags) throws LastErrorException;

  private static native int poll(Memory fds, NativeLong count, int timeout)
      throws LastErrorException;

  private static native NativeLong read(int fd, byte[] buffer, NativeLong count)
      throws LastErrorException;

  private static native NativeLong write(int fd, byte[] buffer, NativeLong count)
      throws LastErrorException;

  private static native int close(int fd) throws LastErrorException;

  /** Tells whether this machine has it. */
  static boolean isHere() {
    return Platform.isLinux();
  }

  /** Hears events. */
  interface Listener {
    /** An event, as inotify(7) describes it. */
    void on(int watch, int mask, byte[] name);
  }

  /**
   * Opens it.
   *
   * @throws LimitException if this user has too many open already
   */
  Inotify() throws IOException {
    try {
      events = inotify_init1(NON_BLOCKING | CLOSE_ON_EXEC);
      bell = eventfd(0, NON_BLOCKING | CLOSE_ON_EXEC);
    } catch (LastErrorException e) {
      throw failure(e);
    }
  }

  /** The kernel allows no more. */
  static final class LimitException extends IOException {
    private static final long serialVersionUID = 1;

    LimitException(Throwable cause) {
      super(cause);
    }
  }

  private static IOException failure(LastErrorException e) {
    return switch (e.getErrorCode()) {
      case NO_SPACE, NO_MEMORY, TOO_MANY_FILES -> new LimitException(e);
      default -> new IOException(e.getMessage(), e);
    };
  }

  /**
   * Watches a folder; one that is watched already keeps its number.
   *
   * @return the number that its events carry
   * @throws LimitException if the kernel watches no more for this user
   * @throws IOException if there is no such folder, or it may not be watched
   */
  int add(byte[] path) throws IOException {
    try {
      return inotify_add_watch(events, Arrays.copyOf(path, path.length + 1), WANTED);
    } catch (LastErrorException e) {
      throw failure(e);
    }
  }

  /** Watches a folder no more. */
  void remove(int watch) {
    try {
      int unused = inotify_rm_watch(events, watch);
    } catch (LastErrorException e) {
      // the folder is gone, and its watch with it
    }
  }

  /** Waits for events and hears them; returns when there were some, or after a wait. */
  void hear(int waitMillis, Listener listener) throws IOException {
    polled.setInt(0, events);
    polled.setInt(4, READABLE);
    polled.setInt(POLLED, bell);
    polled.setInt(POLLED + 4L, READABLE);
    try {
      if (poll(polled, new NativeLong(2), waitMillis) > 0) {
        int length = read(events, buffer, new NativeLong(BUFFER)).intValue();
        tell(length, listener);
      }
    } catch (LastErrorException e) {
      if (e.getErrorCode() != AGAIN && e.getErrorCode() != INTERRUPTED) {
        throw failure(e);
      }
    }
  }

  private void tell(int length, Listener listener) {
    for (int at = 0; at + HEADER <= length; ) {
      int room = number(at + 12);
      int end = at + HEADER;
      while (end < at + HEADER + room && buffer[end] != 0) {
        end++;
      }
      listener.on(number(at), number(at + 4), Arrays.copyOfRange(buffer, at + HEADER, end));
      at += HEADER + room;
    }
  }

  private int number(int at) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder()).getInt(at);
  }

  /** Has {@link #hear} return. */
  synchronized void wake() {
    if (!closed) {
      try {
        byte[] one = new byte[8];
        one[ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 7] = 1;
        NativeLong unused = write(bell, one, new NativeLong(8));
      } catch (LastErrorException e) {
        // it rings already
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      for (int fd : new int[] {events, bell}) {
        try {
          int unused = close(fd);
        } catch (LastErrorException e) {
          // released all the same
        }
      }
      polled.close();
    }
  }
}
