package dev.davit.cli.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers that each work in folders of their own, as people and programs do, and note what every
 * file ever was as a whole. No content comes twice.
 */
final class SoakWriters {
  private static final String ASIDE = ".swp";

  private final Path source;
  private final int writers;
  private final int operations;
  private final long nanos;
  private final long seed;
  private final Set<String> states = ConcurrentHashMap.newKeySet();
  private final AtomicLong done = new AtomicLong();

  SoakWriters(Path source, int writers, int operations, int seconds, long seed) {
    this.source = source;
    this.writers = writers;
    this.operations = operations;
    this.nanos = seconds * 1_000_000_000L;
    this.seed = seed;
  }

  /** Returns the hashes of what files ever were. */
  Set<String> states() {
    return states;
  }

  long done() {
    return done.get();
  }

  static boolean isTaken(Path file) {
    return !file.getFileName().toString().endsWith(ASIDE);
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Writer writer = new Writer(i);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  writer.work();
                } catch (Throwable e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a writer failed, seed " + seed, failures.getFirst());
    }
  }

  /** One writer. */
  private final class Writer {
    private final Random random;
    private final Path home;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private int made;

    Writer(int number) {
      random = new Random(seed + number);
      home = source.resolve("writer-" + number);
    }

    void work() throws Exception {
      folders.add(Files.createDirectories(home));
      int mine = operations / writers;
      long began = System.nanoTime();
      for (int i = 0; i < mine; i++) {
        step();
        done.incrementAndGet();
        long due = began + nanos * i / mine;
        long early = due - System.nanoTime();
        if (early > 2_000_000) {
          Thread.sleep(early / 1_000_000);
        }
      }
    }

    private void step() throws IOException, InterruptedException {
      int what = random.nextInt(100);
      if (files.size() < 20 || what < 25 && files.size() < 400) {
        create();
      } else if (what < 40) {
        append();
      } else if (what < 60) {
        edit();
      } else if (what < 72) {
        saveAsEditorsDo();
      } else if (what < 84) {
        renameFile();
      } else if (what < 86) {
        renameFolder();
      } else if (what < 88) {
        makeFolder();
      } else {
        delete();
      }
    }

    private byte[] content() {
      byte[] bytes = new byte[16 + random.nextInt(random.nextInt(20) == 0 ? 60_000 : 2_000)];
      random.nextBytes(bytes);
      return bytes;
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private Path fresh() {
      return any(folders).resolve("f" + made++ + ".txt");
    }

    private void create() throws IOException, InterruptedException {
      Path file = fresh();
      byte[] bytes = content();
      states.add(hash(bytes));
      try (OutputStream out = Files.newOutputStream(file)) {
        if (random.nextInt(10) == 0) { // a slow writer
          int half = bytes.length / 2;
          out.write(bytes, 0, half);
          Thread.sleep(30);
          out.write(bytes, half, bytes.length - half);
        } else {
          out.write(bytes);
        }
      }
      files.add(file);
    }

    private void append() throws IOException {
      Path file = any(files);
      byte[] before = Files.readAllBytes(file);
      byte[] more = content();
      byte[] after = new byte[before.length + more.length];
      System.arraycopy(before, 0, after, 0, before.length);
      System.arraycopy(more, 0, after, before.length, more.length);
      if (after.length > 20_000) {
        return;
      }
      states.add(hash(after));
      Files.write(file, more, StandardOpenOption.APPEND);
    }

    private void edit() throws IOException {
      Path file = any(files);
      byte[] bytes = Files.readAllBytes(file);
      byte[] patch = new byte[Math.min(bytes.length, 16)];
      random.nextBytes(patch);
      int at = random.nextInt(bytes.length - patch.length + 1);
      System.arraycopy(patch, 0, bytes, at, patch.length);
      states.add(hash(bytes));
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.seek(at);
        open.write(patch);
      }
    }

    private void saveAsEditorsDo() throws IOException {
      Path file = any(files);
      byte[] bytes = content();
      states.add(hash(bytes));
      Path aside = file.resolveSibling("." + file.getFileName() + ASIDE);
      Files.write(aside, bytes);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void renameFile() throws IOException {
      int i = random.nextInt(files.size());
      Path to = fresh();
      Files.move(files.get(i), to);
      files.set(i, to);
    }

    private void makeFolder() throws IOException {
      if (folders.size() < 40) {
        folders.add(Files.createDirectory(any(folders).resolve("d" + made++)));
      }
    }

    private void renameFolder() throws IOException {
      if (folders.size() < 2) {
        return;
      }
      Path from = folders.get(1 + random.nextInt(folders.size() - 1));
      Path to = from.resolveSibling("r" + made++);
      Files.move(from, to);
      files.replaceAll(file -> moved(file, from, to));
      folders.replaceAll(folder -> moved(folder, from, to));
    }

    private static Path moved(Path path, Path from, Path to) {
      return path.startsWith(from) ? to.resolve(from.relativize(path)) : path;
    }

    private void delete() throws IOException {
      int i = random.nextInt(files.size());
      Files.delete(files.remove(i));
    }
  }
}
