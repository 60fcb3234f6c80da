package dev.davit.registrar.delivery;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.spi.Timer;
import dev.davit.core.support.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Registrations, and surroundings whose pauses take no time. */
final class Samples {
  static final Instant STORED = Instant.parse("2026-03-04T05:06:07Z");

  private Samples() {}

  static Registration registration(
      String registrar, String path, String key, long length, Map<String, String> attributes) {
    return new Registration(
        "id-of-" + key,
        registrar,
        RelativePath.of(path),
        ObjectKey.of(key),
        length,
        Digests.of(DigestAlgorithm.SHA256, key.getBytes(StandardCharsets.UTF_8)),
        STORED,
        attributes);
  }

  static Surroundings surroundings(List<Duration> pauses) {
    Timer timer =
        new Timer() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration pause) {
            pauses.add(pause);
          }
        };
    return new Surroundings(Clock.systemUTC(), timer, new SplittableRandom(1), Tasks.virtual());
  }
}
