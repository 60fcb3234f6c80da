package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies below {@code .davit} between two runs. */
class LocalUploadsTest {
  @TempDir Path root;
  private LocalStorage storage;
  private final byte[] content = Stored.content(1, 18_000);
  private final UploadRequest request = Stored.request("dir/long", content);

  @BeforeEach
  void connect() {
    storage = Stored.store(root);
  }

  private ResumeToken begin(int parts) throws Exception {
    try (UploadSession session = storage.open(request)) {
      Uploads.supply(session, content, parts);
      return session.token().orElseThrow();
    }
  }

  private List<ByteRange> resume(ResumeToken token) throws Exception {
    try (UploadSession session = Stored.store(root).resume(request, token)) {
      List<ByteRange> sent = Uploads.supply(session, content);
      session.complete();
      assertArrayEquals(content, Files.readAllBytes(root.resolve("dir/long")));
      return sent;
    }
  }

  private Path upload() throws IOException {
    try (Stream<Path> uploads = Files.list(root.resolve(".davit/uploads"))) {
      return uploads.findFirst().orElseThrow();
    }
  }

  private boolean noUploads() throws IOException {
    try (Stream<Path> uploads = Files.list(root.resolve(".davit/uploads"))) {
      return uploads.findAny().isEmpty();
    }
  }

  @Test
  void aTornLastLineCostsItsPartOnly() throws Exception {
    ResumeToken token = begin(3);
    Path journal = upload().resolve("journal");
    byte[] whole = Files.readAllBytes(journal);
    int lastLine = new String(whole, UTF_8).lastIndexOf("part");
    for (int end = whole.length - 2; end >= lastLine; end--) {
      Files.write(journal, Arrays.copyOf(whole, end));
      try (UploadSession session = storage.resume(request, token)) {
        assertEquals(
            List.of(new ByteRange(8192, 4096)), Uploads.supply(session, content, 1), "end " + end);
      }
      try (UploadSession session = storage.resume(request, token)) {
        assertEquals(List.of(new ByteRange(12288, 4096)), Uploads.supply(session, content, 1));
      }
    }
    assertEquals(1, resume(token).size());
  }

  @Test
  void aJournalThatIsDamagedAnywhereNeverMakesATornObject() throws Exception {
    ResumeToken token = begin(3);
    Path journal = upload().resolve("journal");
    byte[] whole = Files.readAllBytes(journal);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1 << i % 7;
      Files.write(journal, damaged);
      try (UploadSession session = storage.resume(request, token)) {
        List<ByteRange> sent = Uploads.supply(session, content, Integer.MAX_VALUE);
        assertTrue(sent.size() >= 2 && sent.size() <= 3, () -> "sent " + sent);
      } catch (Missing e) {
        assertEquals(Missing.What.UPLOAD, e.what());
      }
    }
    Files.write(journal, whole);
    assertEquals(2, resume(token).size());
  }

  @Test
  void bytesThatChangedOnDiskAreNoticed() throws Exception {
    Stored.put(storage, "dir/long", Stored.content(2, 5));
    ResumeToken token = begin(5);
    try (RandomAccessFile data = new RandomAccessFile(upload().resolve("data").toFile(), "rw")) {
      data.seek(9000);
      data.write(data.read() ^ 1);
    }
    try (UploadSession session = storage.resume(request, token)) {
      assertEquals(List.of(), Uploads.supply(session, content));
      Missing missing = assertThrows(Missing.class, session::complete);
      assertEquals(Missing.What.UPLOAD, missing.what());
    }
    assertArrayEquals(Stored.content(2, 5), Files.readAllBytes(root.resolve("dir/long")));
    assertTrue(noUploads());
  }

  @Test
  void aFileThatIsTooLongIsNoticed() throws Exception {
    ResumeToken token = begin(5);
    Files.write(upload().resolve("data"), new byte[1], StandardOpenOption.APPEND);
    try (UploadSession session = storage.resume(request, token)) {
      session.next();
      assertThrows(Missing.class, session::complete);
    }
    assertFalse(Files.exists(root.resolve("dir/long")));
  }

  /** As after a kill between the rename and the rest. */
  @Test
  void anUploadThatWasRenamedAlreadyIsComplete() throws Exception {
    ResumeToken token = begin(5);
    Files.createDirectories(root.resolve("dir"));
    Files.move(upload().resolve("data"), root.resolve("dir/long"));
    assertEquals(List.of(), resume(token));
    assertTrue(noUploads());
  }

  @Test
  void anUploadThatWasLinkedAlreadyIsComplete() throws Exception {
    UploadRequest once = request.withOverwrite(Overwrite.ONLY_IF_ABSENT);
    try (UploadSession session = storage.open(once)) {
      Uploads.supply(session, content);
      Files.createDirectories(root.resolve("dir"));
      Files.createLink(root.resolve("dir/long"), upload().resolve("data"));
      assertEquals(content.length, session.complete().length());
    }
    assertArrayEquals(content, Files.readAllBytes(root.resolve("dir/long")));
    assertTrue(noUploads());
  }

  @Test
  void anotherObjectOfThatLengthIsNotTakenForTheUpload() throws Exception {
    ResumeToken token = begin(5);
    Files.delete(upload().resolve("data"));
    byte[] other = Stored.content(2, content.length);
    Stored.put(storage, "dir/long", other);
    try (UploadSession session = storage.resume(request, token)) {
      session.next();
      assertThrows(Missing.class, session::complete);
    }
    assertArrayEquals(other, Files.readAllBytes(root.resolve("dir/long")));
  }

  @Test
  void unfinishedUploadsOutliveTheStorage() throws Exception {
    ResumeToken token = begin(2);
    storage.close();
    assertEquals(3, resume(token).size());
  }

  @Test
  void aTokenWithOtherPartsResumesNothing() throws Exception {
    ResumeToken token = begin(2);
    String other = token.value().replaceFirst("4096 ", "2048 ");
    try (UploadSession session = storage.resume(request, new ResumeToken(other))) {
      assertThrows(Missing.class, () -> Uploads.supply(session, content));
    } catch (Missing e) {
      assertEquals(Missing.What.UPLOAD, e.what());
    }
    assertEquals(3, resume(token).size());
  }
}
