package dev.davit.local.credentials;

import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** Reads small files that somebody else may be rewriting at this moment. */
final class KeyFileText {
  private static final int LARGEST = 1 << 20;
  private static final int LOOKS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Charset CHINESE = Charset.forName("GB18030");

  private KeyFileText() {}

  /**
   * Returns a file's text, the same before and after the look: a neighbour that is in the middle of
   * a write is waited for. A byte order mark is left out; what is not UTF-8 is read as GB18030,
   * which Chinese consoles save.
   *
   * @return empty if there is no such file
   * @throws SettingsException if it cannot be read or is no key file by its size
   */
  static Optional<String> read(Path file, Timer timer) {
    try {
      for (int look = 1; ; look++) {
        BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
        byte[] bytes = bytes(file, before);
        if (look == LOOKS || same(before, Files.readAttributes(file, BasicFileAttributes.class))) {
          return Optional.of(text(bytes));
        }
        timer.sleep(BETWEEN_LOOKS);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw new SettingsException(file + " cannot be read: permission denied", e);
    } catch (IOException e) {
      throw new SettingsException(file + " cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("interrupted while " + file + " was read", e);
    }
  }

  private static byte[] bytes(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      throw new SettingsException(file + " is a folder; name the file with the key");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new SettingsException(file + " has more than 1 MiB: it is no file with a key");
      }
      return bytes;
    }
  }

  private static boolean same(BasicFileAttributes before, BasicFileAttributes after) {
    return before.size() == after.size()
        && before.lastModifiedTime().equals(after.lastModifiedTime())
        && String.valueOf(before.fileKey()).equals(String.valueOf(after.fileKey()));
  }

  private static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, CHINESE);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
