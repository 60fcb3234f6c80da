package dev.davit.testkit;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.Entry.Stored;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.Why;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes things worth remembering, the same for the same numbers. */
public final class CheckpointSamples {
  static final String REGISTRAR = "tasks";

  /** Names whose order differs between bytes and UTF-16, or that are hard to write down. */
  private static final List<String> NAMES =
      List.of(
          "a",
          "a b",
          "a.txt",
          "a/b",
          "a!/b",
          "A",
          "z",
          "é",
          "資料/權重.bin",
          "\uFFFD",
          "\uE000x",
          "😀",
          "😀/x",
          "\u201B80",
          "\u201B\u201B",
          "'\"\\%?*",
          "line\nbreak",
          "\u007f");

  private static final Instant EPOCH = Instant.parse("2026-03-04T05:06:07.123456789Z");

  private CheckpointSamples() {}

  /** Returns a path; different numbers may give the same. */
  public static RelativePath path(Random random) {
    StringBuilder path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return RelativePath.of(path.append(random.nextInt(50)).toString());
  }

  /** Returns an entry of one of every kind. */
  public static Entry entry(RelativePath path, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Entry.stored(path, stored(path, random));
      case 1 -> Entry.failed(path, failure(random));
      default -> Entry.stored(path, stored(path, random)).withFailure(failure(random));
    };
  }

  /** Returns what might have been stored of a path. */
  public static Stored stored(RelativePath path, Random random) {
    Why[] reasons = Why.values();
    return new Stored(
        fingerprint(random),
        digest(random),
        key(path, random),
        List.of("CRC64_ECMA", "length", "imported").get(random.nextInt(3)),
        reasons[random.nextInt(reasons.length)],
        EPOCH.plusNanos(random.nextLong() >> 8));
  }

  private static Failure failure(Random random) {
    return new Failure(
        List.of("", "Connection timeout", "拒絕\n第二行").get(random.nextInt(3)),
        1 + random.nextInt(1000),
        EPOCH.plusNanos(random.nextInt()));
  }

  private static Fingerprint fingerprint(Random random) {
    return new Fingerprint(
        random.nextLong() >>> (1 + random.nextInt(60)),
        random.nextLong() >> random.nextInt(60),
        random.nextBoolean() ? 0 : random.nextLong(),
        random.nextLong());
  }

  private static Digest digest(Random random) {
    DigestAlgorithm[] algorithms = DigestAlgorithm.values();
    DigestAlgorithm algorithm = algorithms[random.nextInt(algorithms.length)];
    byte[] value = new byte[algorithm.length()];
    random.nextBytes(value);
    return new Digest(algorithm, value);
  }

  private static ObjectKey key(RelativePath path, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> ObjectKey.under("", path);
      case 1 -> ObjectKey.under("models/2026", path);
      default -> ObjectKey.of("elsewhere" + path.value());
    };
  }

  /** Returns an unfinished upload. */
  public static ParkedUpload parked(String key, Random random) {
    return new ParkedUpload(
        ObjectKey.of(key),
        path(random),
        fingerprint(random),
        new ResumeToken("{\"upload\": \"" + random.nextLong() + "\"}\n漢"),
        EPOCH.plusNanos(random.nextInt()));
  }

  /** Returns a registration. */
  public static Registration registration(String id, Random random) {
    return registration(id, REGISTRAR, random);
  }

  static Registration registration(String id, String registrar, Random random) {
    RelativePath path = path(random);
    return new Registration(
        id,
        registrar,
        path,
        key(path, random),
        random.nextLong() >>> 1,
        digest(random),
        EPOCH.plusNanos(random.nextInt()),
        random.nextBoolean() ? Map.of() : Map.of("session", "s\"1", "文件", "", "b", "\\"));
  }
}
