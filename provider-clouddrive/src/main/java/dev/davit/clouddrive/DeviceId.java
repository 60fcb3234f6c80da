package dev.davit.clouddrive;

import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names this installation to a server, the same after every restart, so that the server repeats
 * what it had asked for. Two channels of one id take each other's place, so the id is locked while
 * it is in use; whoever comes second gets one that lasts for its process only.
 */
final class DeviceId implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeviceId.class);
  private static final int LENGTH = 36;

  private final String value;
  private final @Nullable FileChannel locked;

  private DeviceId(String value, @Nullable FileChannel locked) {
    this.value = value;
    this.locked = locked;
  }

  /** Takes the id for a server from a folder, making it if there is none. */
  static DeviceId take(Path folder, String server) {
    Path file = folder.resolve(server.replaceAll("[^A-Za-z0-9.-]", "_") + ".device");
    try {
      Files.createDirectories(folder);
      return locked(file);
    } catch (IOException e) {
      log.warn(
          "no lasting device id, so uploads that a crash interrupts begin anew: {} cannot be"
              + " written ({})",
          file,
          e.toString());
      return passing();
    }
  }

  private static DeviceId locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return passing();
      }
      return new DeviceId(readOrWrite(channel), channel);
    } catch (OverlappingFileLockException e) { // by another store of this process
      channel.close();
      return passing();
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static String readOrWrite(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    if (text.matches("[0-9a-f-]{36}")) {
      return text;
    }
    String made = UUID.randomUUID().toString();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
    channel.force(true);
    return made;
  }

  private static DeviceId passing() {
    return new DeviceId(UUID.randomUUID().toString(), null);
  }

  /** Returns the usual folder. */
  static Path usualFolder() {
    String state = System.getenv("XDG_STATE_HOME");
    String home = System.getProperty("user.home");
    if ((state == null || state.isEmpty()) && home == null) {
      throw new SettingsException("neither XDG_STATE_HOME nor a home folder is known");
    }
    Path base =
        state == null || state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return base.resolve("davit").resolve("clouddrive");
  }

  String value() {
    return value;
  }

  /** Tells whether the next process will have it too. */
  boolean lasting() {
    return locked != null;
  }

  @Override
  public void close() {
    if (locked != null) {
      try {
        locked.close();
      } catch (IOException e) {
        // the lock ends with the process
      }
    }
  }
}
