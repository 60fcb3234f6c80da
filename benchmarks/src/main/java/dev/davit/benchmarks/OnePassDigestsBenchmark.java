package dev.davit.benchmarks;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.OnePassDigests;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;

/** Measures digests of one read, alone and together; {@code megabytes} is MB/s (10^6 bytes). */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OnePassDigestsBenchmark {

  /** Digests together, as destinations ask for them. */
  @Benchmark
  public Map<DigestAlgorithm, Digest> together(Combination combination, Volume volume) {
    OnePassDigests digests = OnePassDigests.of(combination.algorithms);
    digests.update(combination.content, 0, combination.size);
    volume.megabytes += combination.size / 1e6;
    return digests.finish();
  }

  /** One digest of the JDK, to compare with. */
  @Benchmark
  public byte[] baseline(Single single, Volume volume) {
    single.digest.update(single.content);
    volume.megabytes += single.size / 1e6;
    return single.digest.digest();
  }

  /** CRC-64 by eight tables, as the SDKs of OSS and TOS compute it, to compare with. */
  @Benchmark
  public long eightTables(Content content, Volume volume) {
    volume.megabytes += content.size / 1e6;
    return EightTables.crc(content.content);
  }

  /** What is digested. */
  @State(Scope.Benchmark)
  public static class Content {
    @Param({"4096", "65536", "1048576", "67108864"})
    int size;

    byte[] content = new byte[0];

    @Setup
    public void fill() {
      content = new byte[size];
      new Random(size).nextBytes(content);
    }
  }

  /** What is asked for at once. */
  @State(Scope.Benchmark)
  public static class Combination extends Content {
    @Param({
      "MD5",
      "SHA1",
      "SHA256",
      "SHA256_BLOCKS",
      "CRC32C",
      "CRC64_ECMA",
      "CRC64_NVME",
      "SHA256+CRC32C",
      "SHA256+CRC64_ECMA",
      "SHA256+CRC64_NVME",
      "MD5+SHA256+CRC64_ECMA",
      "MD5+SHA1+SHA256+SHA256_BLOCKS+CRC32C+CRC64_ECMA+CRC64_NVME",
    })
    String together = "";

    Set<DigestAlgorithm> algorithms = EnumSet.noneOf(DigestAlgorithm.class);

    @Setup
    public void parse() {
      for (String name : together.split("\\+", -1)) {
        algorithms.add(DigestAlgorithm.valueOf(name));
      }
    }
  }

  /** What the JDK digests. */
  @State(Scope.Benchmark)
  public static class Single extends Content {
    @Param({"MD5", "SHA-1", "SHA-256"})
    String name = "";

    @SuppressWarnings("NullAway.Init") // JMH calls begin first
    MessageDigest digest;

    @Setup
    public void begin() throws NoSuchAlgorithmException {
      digest = MessageDigest.getInstance(name);
    }
  }

  /** How much went through. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    public double megabytes;
  }
}
