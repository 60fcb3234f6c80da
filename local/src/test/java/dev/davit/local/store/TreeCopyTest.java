package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Content;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.SourceOptions;
import dev.davit.local.LocalMachine;
import dev.davit.testkit.Uploads;
import java.io.File;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder into the store: every name arrives, byte by byte. */
class TreeCopyTest {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "with space",
          "new\nline",
          "per%cent",
          "back\\slash",
          "c:on",
          "\u00fc",
          "u\u0308",
          "\u201b",
          "\u201bFF",
          "\ud83d\udea2",
          "CASE",
          "case");

  @TempDir Path directory;

  @Test
  void theStoreLooksLikeTheSource() throws Exception {
    assumeTrue(File.separatorChar == '/', "needs names that are bytes");
    Path source = Files.createDirectory(directory.resolve("source"));
    int files = 0;
    for (String name : NAMES) {
      files += write(source, name.getBytes(UTF_8));
    }
    for (String hex : List.of("ff", "61c3", "e282", "eda080", "c0af", "f0288c28", "e2809bff")) {
      files += write(source, HexFormat.of().parseHex(hex));
    }
    assertEquals(2 * NAMES.size() + 14, files);

    List<String> keys = new ArrayList<>();
    Path target = directory.resolve("store");
    try (LocalStorage storage = Stored.store(target)) {
      for (SourceFile file : scanned(source)) {
        byte[] content = bytes(file.content());
        String key = file.path().value();
        keys.add(key);
        Uploads.store(storage, UploadRequest.of(ObjectKey.of(key), content.length), content);
      }
      assertEquals(keys, Stored.list(storage));
    }
    assertEquals(files, keys.size());
    Process diff =
        new ProcessBuilder("diff", "-r", source.toString(), target.toString())
            .redirectErrorStream(true)
            .start();
    String differences = new String(diff.getInputStream().readAllBytes(), ISO_8859_1);
    assertEquals("", differences);
    assertEquals(0, diff.waitFor());
  }

  /** Writes a file of that name, and one in a directory of that name. */
  private static int write(Path source, byte[] name) throws Exception {
    String hex = "%" + HexFormat.ofDelimiter("%").formatHex(name);
    try {
      Files.write(Path.of(URI.create(source.toUri() + hex)), name);
    } catch (FileSystemException e) {
      assumeTrue(false, "this file system does not take names that are no text");
    }
    Path below = Files.createDirectory(Path.of(URI.create(source.toUri() + hex + ".d")));
    Files.write(Path.of(URI.create(below.toUri().toString() + hex)), new byte[9000]);
    return 2;
  }

  private static List<SourceFile> scanned(Path source) throws InterruptedException {
    LocalMachine machine = new LocalMachine();
    List<SourceFile> files = new ArrayList<>();
    try (ChangeSource scan =
        machine.scan(machine.roots(List.of(source)).get(0), SourceOptions.defaults())) {
      ChangeSource.Batch batch;
      do {
        batch = scan.poll(Duration.ofSeconds(10));
        for (Change change : batch.changes()) {
          assertTrue(change instanceof Change.Appeared, () -> "unexpected " + change);
          files.add(((Change.Appeared) change).file());
        }
      } while (!batch.ended());
    }
    return files;
  }

  private static byte[] bytes(Content content) throws Exception {
    byte[] bytes = new byte[(int) content.look().length()];
    try (Content.Reading reading = content.open()) {
      int done = 0;
      while (done < bytes.length) {
        done += reading.read(done, bytes, done, bytes.length - done);
      }
    }
    return bytes;
  }
}
