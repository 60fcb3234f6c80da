package dev.davit.local.source;

import dev.davit.local.source.IgnoreRules.PatternException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the file in which a folder says what is not to be taken from it. */
final class IgnoreFile {
  static final String NAME = ".davitignore";

  private static final int LARGEST = 1 << 20;

  private IgnoreFile() {}

  /**
   * Reads the one in a folder.
   *
   * @param prefix path of the folder and a slash, for people
   * @return no rules if there is none
   * @throws IOException if it cannot be read or understood; what it would have spoken against is
   *     then unknown
   */
  static IgnoreRules read(OpenFolder folder, Path path, String prefix) throws IOException {
    try {
      byte[] bytes = read(folder, path.resolve(NAME).getFileName());
      String text = Names.escape(bytes); // as the names are that it is held against
      return IgnoreRules.ofFile(
          prefix + NAME, (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList());
    } catch (NoSuchFileException e) {
      return IgnoreRules.NONE;
    } catch (PatternException e) {
      throw new FileSystemException(prefix + NAME, null, e.getMessage());
    } catch (IOException e) {
      throw new FileSystemException(
          prefix + NAME, null, "its " + NAME + " cannot be read: " + Show.error(e));
    }
  }

  private static byte[] read(OpenFolder folder, Path name) throws IOException {
    try (SeekableByteChannel channel = folder.open(name).channel()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), LARGEST) + 1);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until its end
      }
      if (bytes.position() > LARGEST) {
        throw new FileSystemException(name.toString(), null, "it is larger than 1 MiB");
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}
