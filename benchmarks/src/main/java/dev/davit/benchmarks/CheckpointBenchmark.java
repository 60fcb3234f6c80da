package dev.davit.benchmarks;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Stored;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Checkpoint.EntryCursor;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.StateOptions;
import dev.davit.local.state.SqliteCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Measures the checkpoint: {@code CheckpointBenchmark ROWS [DIRECTORY]}. Rows are recorded in
 * order, recorded again, walked three times, and the JSON is written at the end.
 */
public final class CheckpointBenchmark {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private CheckpointBenchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path home =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Files.createTempDirectory("davit-checkpoint");
    Job job = new Job(Path.of("benchmark").toAbsolutePath(), "s3:bucket", "");
    StateOptions options = StateOptions.defaults().withDirectory(home);
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    say("heap " + heap + " MiB, " + rows + " rows below " + home);
    long closing;
    try (Checkpoint checkpoint = SqliteCheckpoint.open(job, options, CheckpointBenchmark::say)) {
      record("record", checkpoint, rows);
      record("record again", checkpoint, rows);
      for (int i = 0; i < 3; i++) {
        walk(checkpoint, rows);
      }
      closing = System.nanoTime();
    }
    report("close and JSON", rows, closing);
    long begin = System.nanoTime();
    try (Checkpoint again = SqliteCheckpoint.open(job, options, CheckpointBenchmark::say)) {
      again.flush();
    }
    report("open and close", 1, begin);
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    say("heap in use " + used + " MiB");
  }

  private static void record(String what, Checkpoint checkpoint, int rows) {
    byte[] digest = new byte[DigestAlgorithm.SHA256.length()];
    long begin = System.nanoTime();
    for (int i = 0; i < rows; i++) {
      digest[i & 31] = (byte) i;
      RelativePath path = path(i);
      checkpoint.record(Entry.stored(path, stored(path, i, digest)), List.of());
    }
    checkpoint.flush();
    report(what, rows, begin);
  }

  private static void walk(Checkpoint checkpoint, int rows) {
    long begin = System.nanoTime();
    long producing = 0;
    int found = 0;
    try (EntryCursor cursor = checkpoint.entries()) {
      for (int i = 0; i < rows; i++) {
        long before = System.nanoTime();
        RelativePath path = path(i);
        producing += System.nanoTime() - before;
        if (cursor.seek(path).isPresent()) {
          found++;
        }
      }
    }
    report("cursor, without making " + found + " paths", rows, begin + producing);
  }

  private static Stored stored(RelativePath path, int i, byte[] digest) {
    long nanos = 1_767_225_600_123_456_789L + i;
    return new Stored(
        new Fingerprint(1000L + i, nanos, nanos + 5000, 12_000_000L + i),
        new Digest(DigestAlgorithm.SHA256, digest),
        ObjectKey.under("models/2026", path),
        "CRC32C",
        Why.NEW,
        AT);
  }

  private static RelativePath path(int i) {
    StringBuilder path = new StringBuilder("models/run-");
    digits(path, i / 10_000, 5).append("/checkpoints/shard-");
    digits(path, i / 100, 6).append("/part-of-the-weights-");
    return RelativePath.of(digits(path, i, 8).append(".safetensors").toString());
  }

  private static StringBuilder digits(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    return text.repeat("0", width - digits.length()).append(digits);
  }

  private static void report(String what, int rows, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    say(String.format(Locale.ROOT, "%-42s %9.3f s %12.0f/s", what, seconds, rows / seconds));
  }

  private static void say(String sentence) {
    System.out.println(sentence);
  }
}
