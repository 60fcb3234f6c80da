package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.clouddrive.loopback.CloudFiles;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.Weather;
import dev.davit.clouddrive.loopback.WildDriver;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the server does within the protocol, every file arrives whole and once, and nothing is
 * left over. {@code -Dclouddrive.torture=true} is the long form: 500 files of up to 64 MiB and one
 * of 4 GiB, or what {@code -Dclouddrive.longest} and {@code -Dclouddrive.large} say (MiB), in
 * ranges of up to {@code -Dclouddrive.range} bytes; {@code -Dclouddrive.seed=N} repeats a run.
 */
class ClouddriveTortureTest {
  private static final boolean LONG = Boolean.getBoolean("clouddrive.torture");
  private static final long SEED = Long.getLong("clouddrive.seed", 20_261_121L);
  private static final int LONGEST = Integer.getInteger("clouddrive.longest", LONG ? 64 : 3) << 20;
  private static final long LARGE = Long.getLong("clouddrive.large", LONG ? 4_096 : 0) << 20;
  private static final int RANGE = Integer.getInteger("clouddrive.range", 1 << 20);
  private static final int MOST_RUNS = 30;
  private static final int SILENCE = LONG ? 2_000 : 600; // ms; uploads look for it after half

  @TempDir Path folder;
  private final AtomicLong steps = new AtomicLong();
  private final Map<String, String> expectedHashes = new ConcurrentHashMap<>();
  private final Map<String, Path> sources = new TreeMap<>();

  @Test
  void everyFileArrivesWholeAndOnceAndNothingIsLeftOver() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    makeFiles(source);
    Leaks leaks = new Leaks(folder);
    AtomicLong number = new AtomicLong();
    LoopbackOptions options =
        LoopbackOptions.defaults()
            .driven(upload -> new WildDriver(SEED + number.incrementAndGet(), RANGE, steps));
    String weatherSummary;
    List<Summary> runs = new ArrayList<>();
    try (LoopbackCloudDrive server = LoopbackCloudDrive.start(options, folder.resolve("server"))) {
      AtomicBoolean looked = new AtomicBoolean();
      server.judgeHashes((upload, message) -> {
        judge(server, upload.path(), message);
        if (!looked.getAndSet(true)) {
          note(leaks);
        }
      });
      try (Weather weather = new Weather(server, SEED, steps, LONG ? 400 : 30, SILENCE)) {
        do {
          runs.add(run(server, source));
        } while (!complete(runs.getLast()) && runs.size() < MOST_RUNS);
        weatherSummary = weather.summary();
      }
      assertThat(complete(runs.getLast())).as("seed %d: %s", SEED, failures(runs)).isTrue();
      assertThat(server.violations()).as("seed %d", SEED).isEmpty();
      checkFiles(server);
      long sent = server.calls("StartRemoteUpload");
      Summary again = run(server, source);
      assertThat(again.counts().stored()).as("sent again").isZero();
      assertThat(server.calls("StartRemoteUpload")).isEqualTo(sent);
      long open = server.uploads().stream().filter(each -> !each.over()).count();
      assertThat(open).as("uploads that nobody ended").isLessThanOrEqualTo(server.lostStarts());
      assertThat(server.openChannels()).as("channels").isZero();
      System.out.printf(
          "seed %d: %d files in %d runs, %d uploads begun, %d steps, %s, %d channels, %d starts"
              + " lost, %d uploads open%n",
          SEED,
          sources.size(),
          runs.size(),
          sent,
          steps.get(),
          weatherSummary,
          server.calls("RemoteUploadChannel"),
          server.lostStarts(),
          open);
    }
    assertThat(steps.get()).isGreaterThan(LONG ? 10_000 : 100);
    leaks.check();
  }

  private static void note(Leaks leaks) {
    try {
      leaks.working();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Summary run(LoopbackCloudDrive server, Path source) throws InterruptedException {
    return Lift.run(source, server.port(), folder, LONG ? 32 : 16, SILENCE / 2 + "ms");
  }

  private static boolean complete(Summary run) {
    return run.ending() == Summary.Ending.COMPLETE && run.counts().failed() == 0;
  }

  private static String failures(List<Summary> runs) {
    return runs.stream().map(run -> run.counts().toString()).collect(Collectors.joining("; "));
  }

  private void makeFiles(Path source) throws IOException {
    Random random = new Random(SEED);
    int files = LONG ? 500 : 40;
    for (int i = 0; i < files; i++) {
      // Small ones are many, and the ends of the scale are there.
      long length =
          switch (i) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> LONGEST;
            default -> (long) (LONGEST * Math.pow(random.nextDouble(), 6));
          };
      write(source.resolve("d" + i % 7).resolve("file " + i + ".bin"), length, random);
    }
    if (LARGE > 0) {
      write(source.resolve("large.bin"), LARGE, random);
    }
    try (var all = Files.walk(source)) {
      all.filter(Files::isRegularFile)
          .forEach(
              each -> sources.put("/cloud/torture/" + source.relativize(each).toString(), each));
    }
  }

  private static void write(Path file, long length, Random random) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] piece = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = length; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  private void judge(LoopbackCloudDrive server, String path, RemoteHashProgressUpload message) {
    Path source =
        sources.get(Drive.child(Drive.parent(path), Publication.intended(Drive.name(path))));
    try {
      String expected =
          expectedHashes.computeIfAbsent(
              source + " " + message.getHashType(), unused -> expected(source, message));
      boolean blocks = message.getBlockHashesCount() > 0;
      if (!expected.equals(message.getHashValue())
          || (blocks && !blocks(source).equals(message.getBlockHashesList()))) {
        server.violated(path + " has another " + message.getHashType());
      }
    } catch (IOException e) {
      server.violated(e.toString());
    }
  }

  private static List<String> blocks(Path source) throws IOException {
    return Gcid.md5Blocks(source, WildDriver.block(Files.size(source)));
  }

  private static String expected(Path source, RemoteHashProgressUpload message) {
    try {
      return switch (message.getHashType()) {
        case Md5 -> LoopbackCloudDrive.hash("MD5", source, Files.size(source));
        case Sha1 -> LoopbackCloudDrive.hash("SHA-1", source, Files.size(source));
        case PikPakSha1 -> Gcid.of(source);
        default -> "none";
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkFiles(LoopbackCloudDrive server) throws Exception {
    assertThat(server.files().files()).containsExactlyElementsOf(sources.keySet());
    for (Map.Entry<String, Path> each : sources.entrySet()) {
      CloudFiles.Node there = server.files().file(each.getKey()).orElseThrow();
      assertThat(there.length()).isEqualTo(Files.size(each.getValue()));
      Optional<Path> bytes = there.bytes().filter(Files::exists);
      boolean whole = bytes.isPresent() && Files.size(bytes.get()) == there.length();
      if (whole && Files.mismatch(bytes.get(), each.getValue()) < 0) {
        continue;
      }
      // It came by its hash alone.
      assertThat(there.hashes().get(2))
          .as(each.getKey())
          .isEqualTo(LoopbackCloudDrive.hash("SHA-1", each.getValue(), there.length()));
    }
  }

  /** The hashes once more, straight from their definitions. */
  private static final class Gcid {

    private Gcid() {}

    static String of(Path file) throws IOException {
      long length = Files.size(file);
      long mib = 1 << 20;
      long segment =
          length <= 128 * mib
              ? mib / 4
              : length <= 256 * mib ? mib / 2 : length <= 512 * mib ? mib : 2 * mib;
      MessageDigest whole = digest("SHA-1");
      pieces(file, (int) segment, piece -> whole.update(digest("SHA-1").digest(piece)));
      return HexFormat.of().withUpperCase().formatHex(whole.digest());
    }

    static List<String> md5Blocks(Path file, int block) throws IOException {
      List<String> blocks = new ArrayList<>();
      pieces(
          file, block, piece -> blocks.add(HexFormat.of().formatHex(digest("MD5").digest(piece))));
      return blocks;
    }

    private static void pieces(Path file, int length, java.util.function.Consumer<byte[]> to)
        throws IOException {
      try (var in = Files.newInputStream(file)) {
        for (byte[] piece = in.readNBytes(length);
            piece.length > 0;
            piece = in.readNBytes(length)) {
          to.accept(piece);
        }
      }
    }

    private static MessageDigest digest(String name) {
      try {
        return MessageDigest.getInstance(name);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
