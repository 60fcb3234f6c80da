package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are interrupted and go on, with checkpoints of this program and of the one before. */
class KnowledgeBaseResumeTest {
  private static final int FILES = 60;

  @TempDir Path temp;

  @Test
  void anInterruptedRunSavesFirstAndTheNextGoesOn() throws Exception {
    try (KnowledgeBaseFixture it = new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults())) {
      it.fill(FILES, 100, 2000, 1);
      it.server.faults().on().delayBefore(Duration.ofMillis(40));
      Process process = it.davit.start(it.arguments("--concurrency", "4"));
      while (it.server.files().size() < FILES / 4 && process.isAlive()) {
        Thread.sleep(5);
      }
      interrupt(process);
      ChildDavit.Ended ended = it.davit.end(process);
      assertThat(ended.status()).as(ended.err()).isEqualTo(130);
      assertThat(ended.err()).contains("stopping: finishing what is in flight");
      int first = it.server.files().size();
      assertThat(first).isBetween(FILES / 4, FILES - 1);
      judge(it, first, 0);
      Files.writeString(it.source.resolve("virus.exe"), "no");
      it.server.faults().clear();
      Thread.sleep(1000); // reports are named by the second
      ChildDavit.Ended second = it.up();
      assertThat(second.status()).isEqualTo(3);
      assertThat(second.out()).contains("Skipped " + first + ": " + first + " unchanged");
      judge(it, FILES, 1);
      Files.delete(it.source.resolve("virus.exe"));
      it.assertEveryFileOnce("after the second run");
    }
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private void judge(KnowledgeBaseFixture it, int completed, int failed) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "the judge needs Python");
    Path judge = temp.resolve("judge.py");
    try (var script = Objects.requireNonNull(getClass().getResourceAsStream("/judge.py"))) {
      Files.write(judge, script.readAllBytes());
    }
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                judge.toString(),
                it.outputs().toString(),
                Integer.toString(completed),
                Integer.toString(failed))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .isEqualTo("as documented: " + completed + " completed, " + failed + " failed\n");
  }

  /** Its names: the last part of the path. Its folder: with the id's first eight characters. */
  @Test
  void aCheckpointOfTheUploaderBeforeDavitIsHonoured() throws Exception {
    try (KnowledgeBaseFixture it = new KnowledgeBaseFixture(temp, MaiAgentOptions.defaults())) {
      it.fill(FILES, 100, 2000, 2);
      List<Path> files = it.files();
      for (Path file : files.subList(0, FILES / 2)) {
        it.server.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      Path lost = files.get(3);
      it.server.lose(lost.getFileName().toString());
      Path changed = files.get(5);
      Path outputs =
          temp.resolve(
              "upload_outputs/docs_" + it.server.options().knowledgeBase().substring(0, 8));
      Thread.sleep(20); // what is newer than the checkpoint is not believed
      write(outputs, files);
      Thread.sleep(20);
      Files.writeString(changed, "changed since");
      ChildDavit.Ended ended = it.up();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("files as uploaded");
      assertThat(it.server.files(it.source.relativize(lost).toString())).hasSize(1);
      assertThat(it.server.files(it.source.relativize(changed).toString())).hasSize(1);
      assertThat(it.server.api().counters().requests(Operation.PRESIGN_UPLOAD))
          .as("the other half, the lost one and the changed one")
          .isEqualTo(FILES / 2 + 2);
      assertThat(outputs.resolve("reports")).isNotEmptyDirectory();
      assertThat(it.outputs()).doesNotExist();
      assertThat(it.up().out()).contains("Skipped " + FILES + ": " + FILES + " unchanged");
    }
  }

  private static void write(Path outputs, List<Path> files) throws IOException {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put(
        "timestamp",
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")));
    ArrayNode completed = json.putArray("completed_files");
    files.subList(0, FILES / 2).forEach(file -> completed.add(file.toString()));
    json.putArray("failed_files")
        .addArray()
        .add(files.get(50).toString())
        .add("Connection timeout");
    json.putArray("pending_files").add(files.get(51).toString());
    Path folder = Files.createDirectories(outputs.resolve("checkpoints"));
    Files.writeString(folder.resolve("upload_checkpoint.json"), json.toPrettyString());
  }
}
