package dev.davit.benchmarks;

import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Content;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.local.source.FolderScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads a file of 64 MiB that is in the page cache, as an upload does, a part at a time; beside a
 * plain {@link FileChannel}. {@code megabytes} is MB/s (10^6 bytes).
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkedReadBenchmark {

  /** Davit's reading, into one array. */
  @Benchmark
  public long chunked(Source source, Volume volume) throws IOException {
    long done = 0;
    for (int n; (n = source.reading.read(done, source.buffer, 0, source.chunk)) > 0; ) {
      done += n;
    }
    volume.megabytes += done / 1e6;
    return done;
  }

  /** A channel's positional read, into the same array. */
  @Benchmark
  public long plainChannel(Source source, Volume volume) throws IOException {
    long done = 0;
    for (int n; (n = source.channel.read(ByteBuffer.wrap(source.buffer), done)) > 0; ) {
      done += n;
    }
    volume.megabytes += done / 1e6;
    return done;
  }

  /** The file, opened both ways. */
  @State(Scope.Benchmark)
  public static class Source {
    private static final int LENGTH = 1 << 26;

    @Param({"65536", "1048576", "8388608"})
    int chunk;

    private Path folder = Path.of("");
    byte[] buffer = new byte[0];

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    Content.Reading reading;

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    FileChannel channel;

    /** Writes and opens it. */
    @Setup
    public void open() throws IOException, InterruptedException {
      folder = Files.createTempDirectory("davit-read");
      byte[] content = new byte[LENGTH];
      new Random(1).nextBytes(content);
      Path file = Files.write(folder.resolve("content"), content);
      buffer = new byte[chunk];
      reading = scanned(folder.toRealPath()).open();
      channel = FileChannel.open(file);
    }

    /** Closes and deletes it. */
    @TearDown
    public void close() throws IOException {
      reading.close();
      channel.close();
      Files.delete(folder.resolve("content"));
      Files.delete(folder);
    }

    private static Content scanned(Path folder) throws InterruptedException {
      SourceRoot root = new SourceRoot(folder, Set.of());
      try (FolderScan scan = FolderScan.begin(root, SourceOptions.defaults(), Clock.systemUTC())) {
        while (true) {
          ChangeSource.Batch batch = scan.poll(Duration.ofMinutes(1));
          for (Change change : batch.changes()) {
            if (change instanceof Change.Appeared appeared) {
              return appeared.file().content();
            }
          }
          if (batch.ended()) {
            throw new IllegalStateException("the scan did not see the file");
          }
        }
      }
    }
  }

  /** How much went through. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    public double megabytes;
  }
}
