package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.core.model.UploadRequest;
import dev.davit.core.support.MultipartCalls.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Remembers which parts of an upload are on disk.
 *
 * <p>Each line ends with its own checksum. A line that a crash tore is ignored, and, as each record
 * also begins a line, does not harm the next.
 *
 * <pre>
 * davit-upload 1 LENGTH PART_LENGTH KEY_IN_BASE64 CHECKSUM
 * part NUMBER LENGTH CRC32C CHECKSUM
 * </pre>
 */
record Journal(Path file) {
  private static final HexFormat HEX = HexFormat.of();

  /** Begins a journal for an upload. */
  void begin(UploadRequest request, long partLength) throws IOException {
    append(head(request, partLength), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Adds a part whose bytes are on disk; is on disk itself when it returns. */
  void add(Part part) throws IOException {
    append(
        "part " + part.number() + " " + part.length() + " " + part.checksum(),
        StandardOpenOption.APPEND);
  }

  /**
   * Returns the parts, in order of number.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such upload
   * @throws IllegalArgumentException if it is the journal of another upload
   */
  List<Part> parts(UploadRequest request, long partLength) throws IOException {
    TreeMap<Integer, Part> parts = new TreeMap<>();
    boolean ours = false;
    for (String line : Files.readString(file, ISO_8859_1).split("\n", -1)) {
      int end = line.lastIndexOf(' ');
      if (end < 0 || !line.substring(end + 1).equals(checksum(line.substring(0, end)))) {
        continue;
      }
      String record = line.substring(0, end);
      if (record.equals(head(request, partLength))) {
        ours = true;
      } else if (record.startsWith("part ")) {
        Part part = part(record.split(" ", -1));
        parts.put(part.number(), part);
      }
    }
    if (!ours) {
      throw new IllegalArgumentException("it is the upload of something else");
    }
    return List.copyOf(parts.values());
  }

  private void append(String record, OpenOption... options) throws IOException {
    String line = "\n" + record + " " + checksum(record) + "\n";
    try (FileChannel channel = FileChannel.open(file, options)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static Part part(String[] fields) {
    return new Part(Integer.parseInt(fields[1]), Long.parseLong(fields[2]), "", fields[3]);
  }

  private static String head(UploadRequest request, long partLength) {
    String key = Base64.getEncoder().encodeToString(request.key().value().getBytes(UTF_8));
    return "davit-upload 1 " + request.length() + " " + partLength + " " + key;
  }

  private static String checksum(String record) {
    CRC32C crc = new CRC32C();
    crc.update(record.getBytes(UTF_8));
    return HEX.toHexDigits((int) crc.getValue());
  }
}
