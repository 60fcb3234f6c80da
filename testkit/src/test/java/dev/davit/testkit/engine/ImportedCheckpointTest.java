package dev.davit.testkit.engine;

import static dev.davit.testkit.engine.Bench.bytes;
import static dev.davit.testkit.engine.Bench.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.support.Digests;
import dev.davit.core.usecase.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another program says it sent is honoured where the destination bears it out. */
class ImportedCheckpointTest {
  private static final RelativePath FILE = path("a/b");

  private final Bench bench = new Bench();
  private final byte[] content = bytes(1, 3);

  @BeforeEach
  void aFile() {
    bench.folder.write(FILE, content);
  }

  private void sentByAnotherProgram(String prefix) throws InterruptedException {
    bench.under(prefix);
    bench.run();
  }

  private void imported() {
    Entry.Stored claim =
        new Entry.Stored(
            bench.folder.fingerprint(FILE).orElseThrow(),
            Digests.of(DigestAlgorithm.SHA256, content),
            ObjectKey.of(FILE.value()),
            Entry.IMPORTED,
            Why.NEW,
            Instant.EPOCH);
    try (Checkpoint checkpoint = bench.disk.open()) {
      checkpoint.record(Entry.stored(FILE, claim), List.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some/prefix"})
  void whatIsThereIsNotSentAgainWhateverThePrefix(String prefix) throws InterruptedException {
    sentByAnotherProgram(prefix);
    imported();
    int puts = bench.requests("put");

    bench.run();
    assertThat(bench.outcome(FILE.value()))
        .isEqualTo(new Outcome.Skipped(FILE, Outcome.SkipReason.SAME_CONTENT, ""));
    assertThat(bench.requests("put")).isEqualTo(puts);

    bench.run();
    assertThat(bench.outcome(FILE.value()))
        .isEqualTo(new Outcome.Skipped(FILE, Outcome.SkipReason.UNCHANGED, ""));
  }

  @Test
  void whatIsNotThereIsSent() throws InterruptedException {
    bench.under("prefix");
    imported();

    bench.run();

    assertThat(bench.stored("prefix/a/b")).isEqualTo(content);
  }
}
