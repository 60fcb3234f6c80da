package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told when a knowledge base says no, and what it says of indexing. */
class KnowledgeBaseErrorsTest {
  @TempDir Path temp;
  private KnowledgeBaseFixture it;

  @BeforeEach
  void start() throws IOException {
    it =
        new KnowledgeBaseFixture(
            temp,
            MaiAgentOptions.defaults()
                .withQuota(100_000)
                .withIndexing(Duration.ofMillis(300), name -> name.contains("scan")));
    it.fill(40, 100, 200, 1);
  }

  @AfterEach
  void close() {
    it.close();
  }

  private static void oneMessage(ChildDavit.Ended ended, int status, String... parts) {
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    assertThat(ended.err().lines().filter(line -> line.contains(parts[0])))
        .as(ended.err())
        .hasSize(1);
    assertThat(ended.err()).contains(parts).doesNotContain("Exception");
    assertThat(ended.err().lines().filter(line -> line.startsWith("  "))).isEmpty();
  }

  @Test
  void aMissingKeySaysWhereToPutOne() {
    oneMessage(
        it.davit.with("MAIAGENT_API_KEY", "").run(it.arguments("--no-outputs")),
        4,
        "needs an API key, and there is none; set MAIAGENT_API_KEY",
        "--credentials");
  }

  @Test
  void aWrongKeyIsSaidOnceAndAskedForOnce() {
    ChildDavit.Ended ended =
        it.davit.with("MAIAGENT_API_KEY", "wrong-key").run(it.arguments("--no-outputs"));
    oneMessage(ended, 4, "401: Invalid API key format.; check the API key");
    assertThat(ended.err()).doesNotContain("wrong-key");
    assertThat(it.server.api().counters().requests()).isEqualTo(1);
  }

  @Test
  void anUnknownKnowledgeBaseIsSaidOnce() {
    oneMessage(
        it.davit.run("up", "docs", "maiagent://nowhere", "--no-outputs"),
        5,
        "there is no knowledge base \"nowhere\" for this key at http://127.0.0.1:",
        "check its id and --endpoint");
  }

  @Test
  void aRefusedTypeConcernsItsFileOnly() throws IOException {
    Files.writeString(it.source.resolve("tool.exe"), "no");
    ChildDavit.Ended ended = it.up("--no-outputs");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.err().lines())
        .filteredOn(line -> line.contains("tool.exe"))
        .singleElement()
        .asString()
        .contains("400: filename: File type \"exe\" is not supported.");
    assertThat(it.server.files()).hasSize(40);
  }

  @Test
  void aFullPlanEndsTheRun() throws IOException {
    Files.write(it.source.resolve("a"), new byte[100_001]);
    oneMessage(
        it.up("--no-outputs", "--transfers", "1"),
        5,
        "403: Storage quota of your plan is exceeded.; the plan is used up");
  }

  @Test
  void indexingIsWaitedForAndItsFailuresCountApartAndAreRepaired() throws IOException {
    Files.writeString(it.source.resolve("scan.pdf"), "no text");
    ChildDavit.Ended ended = it.up("--no-outputs", "--wait-indexed");
    assertThat(ended.status()).as(ended.err()).isEqualTo(3);
    assertThat(ended.out()).contains("Indexed 40 files; 1 could not be indexed.");
    assertThat(ended.err())
        .contains("not indexed: scan.pdf: no text was found in scan.pdf")
        .contains("Run it again with --repair");
    String id = it.server.files("scan.pdf").getFirst().id();
    ChildDavit.Ended repaired = it.up("--no-outputs", "--repair");
    assertThat(repaired.out()).contains("Sent 1 file ");
    assertThat(it.server.files("scan.pdf")).hasSize(1);
    assertThat(it.server.files("scan.pdf").getFirst().id()).isNotEqualTo(id);
  }

  @Test
  void repairSendsWhatIsGoneAndRemovesDuplicatesOnlyWhenTold() throws IOException {
    assertThat(it.up("--no-outputs").status()).isZero();
    Path gone = it.files().getFirst();
    Path twice = it.files().getLast();
    it.server.lose(it.source.relativize(gone).toString());
    it.server.put(it.source.relativize(twice).toString(), Files.readAllBytes(twice));
    it.server.put("of somebody else.pdf", new byte[3]);
    it.server.put("of somebody else.pdf", new byte[3]);
    ChildDavit.Ended repaired = it.up("--no-outputs", "--repair");
    assertThat(repaired.status()).as(repaired.err()).isZero();
    assertThat(repaired.out()).contains("Sent 1 file ");
    assertThat(repaired.err())
        .contains("there are 1 duplicate, the first of part-")
        .contains("--delete removes them");
    assertThat(it.server.files()).hasSize(43);
    ChildDavit.Ended removed = it.up("--no-outputs", "--repair", "--delete");
    assertThat(removed.status()).as(removed.err()).isZero();
    assertThat(it.server.files("of somebody else.pdf")).hasSize(2);
    it.server.lose("of somebody else.pdf");
    it.assertEveryFileOnce("repaired");
  }

  @Test
  void checkTellsWhatIsMissingExtraTwiceChangedAndNotIndexed() throws Exception {
    Files.writeString(it.source.resolve("scan.pdf"), "no text");
    assertThat(it.up("--no-outputs", "--wait-indexed").status()).isEqualTo(3);
    String destination = it.destination();
    Path gone = it.files().get(0);
    Path twice = it.files().get(1);
    Path changed = it.files().get(2);
    Path touched = it.files().get(3);
    it.server.lose(it.source.relativize(gone).toString());
    it.server.put(it.source.relativize(twice).toString(), Files.readAllBytes(twice));
    it.server.put("of somebody else.pdf", new byte[3]);
    byte[] content = Files.readAllBytes(changed);
    content[0]++;
    Files.write(changed, content);
    Files.write(touched, Files.readAllBytes(touched));
    ChildDavit.Ended ended = it.davit.run("check", "--combined", "-", "docs", destination);
    assertThat(ended.status()).as(ended.err()).isEqualTo(6);
    assertThat(ended.out().lines().filter(line -> !line.startsWith("= ")))
        .containsExactlyInAnyOrder(
            "- " + it.source.relativize(gone),
            "2 " + it.source.relativize(twice),
            "* " + it.source.relativize(changed),
            "+ of somebody else.pdf",
            "? scan.pdf");
    assertThat(it.davit.run("ls", "-l", "--recursive", destination).out())
        .contains("scan.pdf  (failed)");
    assertThat(it.davit.run("rm", destination + "/scan.pdf").out()).startsWith("removed maiagent:");
    assertThat(it.server.files("scan.pdf")).isEmpty();
  }
}
