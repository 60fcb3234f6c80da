package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files change while they are lifted from a real folder to a real directory store: what is visible
 * there is at every moment one state that the file really had (P2).
 */
class ChangingFilesTest {
  private static final int FILES = 12;
  private static final int LARGE = 3 << 20;
  private static final long SEED = Long.getLong("davit.seed", 7);

  @TempDir Path temp;
  private Path source;
  private Path store;
  private final Map<String, Set<Integer>> states = new ConcurrentHashMap<>();

  @BeforeEach
  void setUp() throws IOException {
    source = Files.createDirectories(temp.resolve("source"));
    store = temp.resolve("store");
    Random random = new Random(SEED);
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[i % 2 == 0 ? LARGE + i : 10_000 + i];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i), content);
      note("file-" + i);
    }
  }

  @Test
  void whatIsVisibleIsAlwaysOneStateOfTheFile() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger changes = new AtomicInteger();
    Thread writer = Thread.ofPlatform().start(() -> change(over, changes));
    int looks = 0;
    try {
      // A slow disk sees fewer changes in a run: it gets more runs.
      for (int run = 0; (run < 12 || changes.get() <= 50) && changes.get() < 4_000; run++) {
        Summary summary = lift();
        assertThat(summary.counts().failed()).as("%s", summary.failures()).isZero();
        looks += checkVisible();
      }
    } finally {
      over.set(true);
      writer.join();
    }
    assertThat(changes.get()).isGreaterThan(50);
    assertThat(looks).isGreaterThan(FILES);

    Summary quiet = lift();

    assertThat(quiet.ok()).isTrue();
    assertThat(quiet.counts().deferred()).isZero();
    for (int i = 0; i < FILES; i++) {
      Path file = source.resolve("file-" + i);
      if (Files.exists(file)) {
        assertThat(store.resolve("file-" + i)).hasSameBinaryContentAs(file);
      }
    }
    assertThat(lift().counts().stored()).as("nothing is sent twice").isZero();
  }

  private Summary lift() throws InterruptedException {
    return Davit.create()
        .upload(
            Upload.builder(List.of(source), Destination.parse("local:" + store))
                .stateOptions(StateOptions.defaults().withDirectory(temp.resolve("state")))
                .build());
  }

  private int checkVisible() throws IOException {
    int looks = 0;
    for (int i = 0; i < FILES; i++) {
      Path object = store.resolve("file-" + i);
      if (Files.exists(object)) {
        looks++;
        assertThat(states.get("file-" + i))
            .as("torn: " + object)
            .contains(Arrays.hashCode(Files.readAllBytes(object)));
      }
    }
    return looks;
  }

  /** Every change is one system call, so that the states in between are known. */
  private void change(AtomicBoolean over, AtomicInteger changes) {
    Random random = new Random(SEED);
    while (!over.get()) {
      String name = "file-" + random.nextInt(FILES);
      try {
        change(source.resolve(name), random);
        changes.incrementAndGet();
        Thread.sleep(random.nextInt(30));
      } catch (NoSuchFileException e) {
        // was removed before
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void change(Path file, Random random) throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> append(file, random);
      case 1 -> truncate(file, random);
      case 2 -> edit(file, random);
      case 3 -> editAndRestoreTheTime(file, random);
      case 4 -> replace(file, random);
      default -> removeOrBringBack(file, random);
    }
  }

  private void append(Path file, Random random) throws IOException {
    byte[] more = bytes(random, 5_000);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      noteWith(file, more, channel.size());
      channel.write(ByteBuffer.wrap(more), channel.size());
    }
  }

  private void truncate(Path file, Random random) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int length = content.length - Math.min(content.length, random.nextInt(3_000));
    note(file, Arrays.copyOf(content, length));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private void edit(Path file, Random random) throws IOException {
    byte[] edit = bytes(random, 1_000);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long position = Math.max(0, (long) (random.nextDouble() * channel.size()) - edit.length);
      noteWith(file, edit, position);
      channel.write(ByteBuffer.wrap(edit), position);
    }
  }

  private void editAndRestoreTheTime(Path file, Random random) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    edit(file, random);
    Files.setLastModifiedTime(file, time);
  }

  private void replace(Path file, Random random) throws IOException {
    byte[] content = bytes(random, Files.exists(file) ? (int) Files.size(file) + 1 : 100);
    Path other = temp.resolve("other");
    Files.write(other, content);
    note(file, content);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeOrBringBack(Path file, Random random) throws IOException {
    if (!Files.deleteIfExists(file)) {
      replace(file, random);
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private void noteWith(Path file, byte[] edit, long position) throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] after = Arrays.copyOf(content, (int) Math.max(content.length, position + edit.length));
    System.arraycopy(edit, 0, after, (int) position, edit.length);
    note(file, after);
  }

  private void note(String name) throws IOException {
    Path file = source.resolve(name);
    note(file, Files.readAllBytes(file));
  }

  private void note(Path file, byte[] content) {
    states
        .computeIfAbsent(file.getFileName().toString(), name -> ConcurrentHashMap.newKeySet())
        .add(Arrays.hashCode(content));
  }
}
