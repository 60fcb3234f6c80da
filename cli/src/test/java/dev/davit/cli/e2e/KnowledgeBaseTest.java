package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command against a knowledge base that misbehaves: what is sent is there once.
 *
 * <p>{@code -Ddavit.maiagent.files=10000} lifts more files, {@code -Ddavit.seed=N} draws others.
 */
class KnowledgeBaseTest {
  private static final int FILES = Integer.getInteger("davit.maiagent.files", 150);
  private static final long SEED = Long.getLong("davit.seed", 20261121);
  private static final double RATE = FILES < 1000 ? 0.015 : 0.01;

  @TempDir Path temp;

  @Test
  void everyFileIsThereOnceWhateverTheServiceDoes() throws IOException {
    try (KnowledgeBaseFixture it =
        new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults().forLoad())) {
      it.fill(FILES, 1 << 10, 200 << 10, SEED);
      misbehave(it.server.faults().seed(SEED));
      misbehaveStoring(it.server.storeFaults().seed(SEED));
      it.davit.jvm("-Xmx64m").jvm("-Xlog:gc:file=gc.txt");
      ChildDavit.Ended ended = it.up("--retry-delay", "50ms");
      assertThat(ended.status()).as("seed " + SEED + ": " + ended.err()).isZero();
      it.assertEveryFileOnce("seed " + SEED);
      System.out.printf(
          "%s%n%s%n%s%n", ended.out(), it.server.api().counters(), it.server.store().counters());
      ChildDavit.Ended again = it.up();
      assertThat(again.status()).as(again.err()).isZero();
      assertThat(again.out()).contains("Skipped " + words(FILES) + ": " + words(FILES));
      it.assertEveryFileOnce("again");
    }
  }

  private static String words(int n) {
    return String.format("%,d", n);
  }

  private static void misbehave(Faults api) {
    for (Operation step : new Operation[] {Operation.PRESIGN_UPLOAD, Operation.REGISTER_FILES}) {
      api.on(step).withProbability(RATE).answer(500);
      api.on(step).withProbability(RATE).answer(502);
      api.on(step).withProbability(RATE).tooManyRequests("1");
      api.on(step).withProbability(RATE).close();
      api.on(step).withProbability(RATE).resetAtBodyByte(10);
      api.on(step).withProbability(RATE).loseAnswer(Fault.Cut.RST);
      api.on(step).withProbability(RATE).loseAnswer(Fault.Cut.FIN);
      api.on(step).withProbability(RATE).commitThenAnswer(500);
      api.on(step).withProbability(RATE).cutAnswer(120, Fault.Cut.FIN);
      api.on(step).withProbability(RATE).okWithHtml();
    }
  }

  private static void misbehaveStoring(Faults store) {
    store.on().withProbability(RATE).answer(500);
    store.on().withProbability(RATE).slowDown("1");
    store.on().withProbability(RATE).resetAtBodyByte(700);
    store.on().withProbability(RATE).loseAnswer(Fault.Cut.RST);
    store.on().withProbability(RATE).commitThenAnswer(500);
    store.on().withProbability(RATE).okWithError("InternalError");
    store.on().withProbability(RATE).wrongETag();
  }

  @Test
  void changedFilesReplaceWhatWasThere() throws IOException {
    int changed = FILES < 1000 ? 20 : 1000;
    try (KnowledgeBaseFixture it = new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults())) {
      it.fill(2 * changed, 100, 2000, SEED);
      assertThat(it.up().status()).isZero();
      it.assertEveryFileOnce("first");
      for (Path file : it.files().subList(0, changed)) {
        Files.writeString(file, "changed " + file.getFileName());
      }
      ChildDavit.Ended ended = it.up();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("Sent " + words(changed) + " files");
      it.assertEveryFileOnce("changed");
    }
  }

  @Test
  void outputsLieWhereTheUploaderBeforeDavitPutThem() throws IOException {
    try (KnowledgeBaseFixture it = new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults())) {
      it.fill(3, 10, 20, SEED);
      Files.writeString(it.source.resolve("virus.exe"), "no");
      Files.writeString(it.source.resolve(".hidden"), "no");
      ChildDavit.Ended ended = it.up();
      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.err()).contains("virus.exe: the service answered 400: filename: File type");
      JsonNode checkpoint = json(it.outputs().resolve("checkpoints/upload_checkpoint.json"));
      assertThat(checkpoint.get("completed_files")).hasSize(3);
      assertThat(checkpoint.get("failed_files")).hasSize(1);
      JsonNode report = json(only(it.outputs().resolve("reports")));
      assertThat(report.at("/summary/failed_by_kind/rejected").asInt()).isEqualTo(1);
      assertThat(report.at("/summary/successful_uploads").asInt()).isEqualTo(3);
      assertThat(only(it.outputs().resolve("logs")).getFileName().toString())
          .matches("upload_log_\\d{8}_\\d{6}\\.log");
    }
  }

  @Test
  void twoFoldersOfOneNameHaveOutputsOfTheirOwn() throws IOException {
    try (KnowledgeBaseFixture it = new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults())) {
      it.fill(2, 10, 20, SEED);
      Path other = Files.createDirectories(temp.resolve("elsewhere/docs"));
      Files.writeString(other.resolve("other.txt"), "other");
      assertThat(it.up().status()).isZero();
      assertThat(it.davit.run("up", "elsewhere/docs", it.destination()).status()).isZero();
      assertThat(it.up().status()).isZero();
      Path second = it.outputs().resolveSibling(it.outputs().getFileName() + "-2");
      JsonNode mine = json(it.outputs().resolve("checkpoints/upload_checkpoint.json"));
      JsonNode others = json(second.resolve("checkpoints/upload_checkpoint.json"));
      assertThat(mine.get("completed_files")).hasSize(2);
      assertThat(others.at("/completed_files/0").asText()).endsWith("elsewhere/docs/other.txt");
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .reduce((a, b) -> {
            throw new AssertionError("two: " + a + ", " + b);
          })
          .orElseThrow();
    }
  }
}
