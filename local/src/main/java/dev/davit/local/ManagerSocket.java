package dev.davit.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The socket on which systemd hears of its services: one datagram for each message. Java's own
 * sockets of this family have only streams.
 */
final class ManagerSocket {
  private static final int LOCAL = 1; // AF_UNIX
  private static final int DATAGRAM = 2; // SOCK_DGRAM
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int NO_SIGNAL = 0x4000;
  private static final int LONGEST = 107; // of sun_path

  private ManagerSocket() {}

  private static final class LibC {
    static {
      Native.register(LibC.class, Platform.C_LIBRARY_NAME);
    }

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native NativeLong sendto(
        int fd, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    static native int close(int fd) throws LastErrorException;
  }

  /** Sends a message to an address such as {@code /run/systemd/notify} or {@code @name}. */
  static boolean send(String address, String message) {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    boolean known = address.startsWith("/") || address.startsWith("@");
    if (!Platform.isLinux() || !known || path.length > LONGEST) {
      return false;
    }
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    byte[] to =
        ByteBuffer.allocate(2 + path.length)
            .order(ByteOrder.nativeOrder())
            .putShort((short) LOCAL)
            .put(path)
            .array();
    if (address.startsWith("@")) {
      to[2] = 0; // a name that is no file
    }
    try {
      int socket = LibC.socket(LOCAL, DATAGRAM | CLOSE_ON_EXEC, 0);
      try {
        NativeLong sent =
            LibC.sendto(socket, bytes, new NativeLong(bytes.length), NO_SIGNAL, to, to.length);
        return sent.longValue() == bytes.length;
      } finally {
        int unused = LibC.close(socket);
      }
    } catch (LastErrorException e) {
      return false; // whoever listened is gone
    }
  }
}
