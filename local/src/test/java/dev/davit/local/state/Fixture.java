package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.StateOptions;
import dev.davit.testkit.CheckpointSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source, a state directory and a job for tests, and what was said to people. */
final class Fixture {
  final Path source;
  final Path home;
  final List<String> notices = new CopyOnWriteArrayList<>();
  Clock clock = Clock.system(ZoneId.of("Asia/Taipei"));
  Optional<Journal> journal = Optional.empty();
  Duration exportGap = Duration.ofDays(1);

  Fixture(Path folder) {
    try {
      source = Files.createDirectories(folder.resolve("source")).toRealPath();
      home = folder.resolve("state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Job job() {
    return new Job(source, "s3://bucket/prefix", "sandbox");
  }

  JobFolder folder() {
    return JobFolder.of(job(), StateHome.directory(StateOptions.defaults().withDirectory(home)));
  }

  SqliteCheckpoint open() {
    return open(job());
  }

  SqliteCheckpoint open(Job job) {
    return Opening.open(
        job, home, new Opening.Circumstances(clock, notices::add, exportGap, journal));
  }

  /** Records entries {@code from} to {@code to}; the same each time. */
  static void record(SqliteCheckpoint checkpoint, int from, int to) {
    for (int i = from; i < to; i++) {
      checkpoint.record(entry(i), List.of(CheckpointSamples.registration("r" + i, new Random(i))));
    }
  }

  static RelativePath path(int i) {
    return RelativePath.of("folder/file-%06d".formatted(i));
  }

  static Entry entry(int i) {
    return CheckpointSamples.entry(path(i), new Random(i));
  }
}
