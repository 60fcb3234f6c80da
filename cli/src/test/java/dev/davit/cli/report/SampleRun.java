package dev.davit.cli.report;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A run with everything that a page can show, the same every time. */
final class SampleRun {
  static final RunFacts FACTS =
      new RunFacts(
          "1.2.3", "s3://backup/site/2026", false, Duration.ofSeconds(852), "complete", 3, "");
  static final String HOSTILE = "<script>alert(1)</script>\n\u202egnp.exe \"'& %FF שלום.txt";
  private static final String[] FOLDERS = {"photos/2026", "documents", "会议记录", "videos/raw", "src"};

  private final Random random = new Random(42);
  private long nanos;
  private final Overview overview = new Overview(() -> nanos);

  private SampleRun() {}

  static Overview overview() {
    SampleRun run = new SampleRun();
    run.happen();
    return run.overview;
  }

  private void happen() {
    overview.on(
        new Event.RunStarted(Instant.parse("2026-11-21T08:30:00Z"), "s3://backup/site/2026"));
    overview.on(new Event.SourceStarted(Path.of("/srv/site"), "site-1"));
    overview.on(new Event.Found(4_812, 1L << 33, true));
    for (int i = 0; i < 1_900; i++) {
      stored(i);
    }
    skipped();
    failed();
    for (int i = 0; i < 3; i++) {
      overview.on(
          finished(
              new Outcome.Deferred(
                  path("live/log-" + i + ".txt"),
                  Outcome.DeferReason.CHANGING,
                  "it grew by 4096 bytes")));
    }
    overview.on(
        new Event.Notice("an unfinished upload to site/2026/old.bin could not be discarded: 403"));
    for (int i = 0; i < 17; i++) {
      overview.on(new Event.Retrying(path("a"), 2, Duration.ofSeconds(1), "503"));
    }
  }

  private void stored(int i) {
    long length = (long) Math.pow(2, 6 + random.nextDouble() * 22);
    double pace = 0.4 + 0.3 * Math.sin(i / 150.0) + (i > 900 && i < 960 ? 1.5 : 0);
    long took = (long) (pace * 1e9 * (0.5 + random.nextDouble()));
    nanos += took;
    overview.on(new Event.Progressed(path("x"), length));
    String folder = FOLDERS[random.nextInt(FOLDERS.length)];
    String name = i == 7 ? HOSTILE : String.format("%s/IMG_%05d.jpg", folder, i);
    overview.on(
        finished(
            new Outcome.Stored(
                path(name),
                ObjectKey.of("k"),
                length,
                Why.NEW,
                "CRC32C",
                1 + i / 1_500,
                length,
                Duration.ofNanos(i == 7 ? 29_000_000_000L : took * 3))));
  }

  private void skipped() {
    for (int i = 0; i < 2_790; i++) {
      Outcome.SkipReason reason =
          i % 200 == 0
              ? Outcome.SkipReason.HIDDEN
              : i % 90 == 0
                  ? Outcome.SkipReason.SYSTEM
                  : i % 33 == 0 ? Outcome.SkipReason.FILTERED : Outcome.SkipReason.UNCHANGED;
      String detail =
          switch (reason) {
            case HIDDEN -> "the name begins with a dot";
            case SYSTEM -> "built-in rule *.swp (files that editors keep for a while)";
            case FILTERED -> ".davitignore:2 *.bak";
            default -> "";
          };
      overview.on(finished(new Outcome.Skipped(path("old/file-" + i + ".txt"), reason, detail)));
    }
  }

  private void failed() {
    for (int i = 0; i < 112; i++) {
      String file = "private/ledger-" + i + ".xlsx";
      overview.on(
          finished(
              new Outcome.Failed(
                  path(file),
                  "denied",
                  "PUT site/2026/"
                      + file
                      + ": 403 AccessDenied, request 8C5D"
                      + (100000 + i)
                      + "EF01",
                  1)));
    }
    for (int i = 0; i < 5; i++) {
      overview.on(
          finished(
              new Outcome.Failed(
                  path("root/" + i), "unreadable", "Permission denied: root/" + i, 1)));
    }
    overview.on(
        finished(
            new Outcome.Failed(
                path(HOSTILE),
                "exhausted",
                "timeout after 5 attempts: \ud800<b>" + "very-long-".repeat(30),
                5)));
  }

  private static RelativePath path(String value) {
    return RelativePath.of(value);
  }

  private static Event finished(Outcome outcome) {
    return new Event.FileFinished(outcome);
  }
}
