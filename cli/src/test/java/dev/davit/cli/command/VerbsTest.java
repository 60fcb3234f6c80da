package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.StateOptions;
import dev.davit.local.LocalMachine;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what verbs say, to people and to machines, with files that were looked at; on a folder
 * and on a server that speaks S3. After a deliberate change: {@code -Dgolden=write}.
 */
class VerbsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/davit/cli/command");
  private static final String LOCAL = "local:";
  private static final Pattern FILE =
      Pattern.compile("^(extra|missing|different|would send|[-+*=!] |\\{\"event\":\"checked\")");

  @TempDir Path folder;
  private S3Server server;
  private Typed typed;
  private final StringBuilder said = new StringBuilder();

  @BeforeEach
  void makePlaces() throws IOException {
    server = S3Server.start();
    server.createBucket("lift");
    System.setProperty("aws.accessKeyId", S3Server.CREDENTIAL.accessKeyId());
    System.setProperty("aws.secretAccessKey", S3Server.CREDENTIAL.secretKey());
    typed =
        new Typed(folder)
            .with("DAVIT_STATE_DIR", folder.resolve("state").toString())
            .with("DAVIT_S3_ENDPOINT", server.endpoint().toString())
            .with("DAVIT_S3_PATH_STYLE", "true")
            .with("DAVIT_S3_REGION", server.region());
    write("source/a.txt", "aaa");
    write("source/deep/b.txt", "bb");
    write("source/deep/c.tmp", "c");
    write("source/.hidden", "");
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    server.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  private String source() {
    return folder.resolve("source").toString();
  }

  private String local() {
    return LOCAL + folder.resolve("copy");
  }

  /** Types a line, and notes it and all that is said. */
  private int say(String... words) {
    Typed.Ended ended = typed.run(words);
    said.append("$ davit ").append(String.join(" ", words)).append('\n');
    inOrder(ended.out().lines().toList()).forEach(line -> said.append(line).append('\n'));
    ended
        .err()
        .lines()
        .filter(line -> !line.contains("Progress: "))
        .forEach(line -> said.append("! ").append(line).append('\n'));
    said.append("exit ").append(ended.status()).append("\n\n");
    return ended.status();
  }

  /** Files are looked at side by side, and told as they come; here they come by name. */
  private static List<String> inOrder(List<String> lines) {
    List<String> sorted =
        new ArrayList<>(lines.stream().filter(FILE.asPredicate()).sorted().toList());
    return lines.stream()
        .map(line -> FILE.asPredicate().test(line) ? sorted.removeFirst() : line)
        .toList();
  }

  private void send(String destination) {
    assertThat(typed.run("up", "--quiet", source(), destination))
        .isEqualTo(new Typed.Ended(0, "", ""));
  }

  private void isGolden(String name) throws IOException {
    String text =
        said.toString()
            .replace(folder.toRealPath().toString(), "FOLDER")
            .replace(folder.toString(), "FOLDER")
            .replace(server.endpoint().toString(), "http://SERVER")
            .replace("127.0.0.1:" + server.endpoint().getPort(), "SERVER")
            .replaceAll("-[0-9a-f]{16}\\b", "-ID")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "INSTANT")
            .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "YYYY-MM-DD hh:mm:ss")
            .replaceAll("\"(took_seconds|expected_seconds)\":[0-9.E-]+", "\"$1\":SECONDS")
            .replaceAll("(in|after|about|begun) [0-9.]+ s\\b", "$1 TIME")
            .replaceAll("took \\d+ ms", "took TIME")
            .replaceAll("\"id\":\"[^\"]+\"", "\"id\":\"ID\"");
    Path file = GOLDEN.resolve("verb-" + name + ".txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void plan() throws IOException {
    say("plan", source(), local());
    send(local());
    write("source/new.txt", "new");
    write("source/a.txt", "changed");
    say("plan", source(), local());
    say("plan", "--no-overwrite", "--exclude=*.tmp", source(), "s3://lift/p");
    say("plan", "--quiet", source(), local());
    assertThat(folder.resolve("copy/new.txt")).doesNotExist();
    isGolden("plan");
  }

  @Test
  void explain() throws IOException {
    send(local());
    write("source/a.txt", "changed");
    say("explain", folder.resolve("source/a.txt").toString(), source(), local());
    say("explain", "--exclude=*.tmp", "deep/c.tmp", source(), local());
    say("explain", ".hidden", source(), local());
    say("explain", "--json", "a.txt", source(), local());
    say("explain", "--json", ".hidden", source(), local());
    say("explain", "../up", source(), local());
    isGolden("explain");
  }

  @Test
  void check() throws IOException {
    for (String destination : List.of(local(), "s3://lift/p")) {
      send(destination);
      assertThat(say("check", source(), destination)).isZero();
    }
    write("source/a.txt", "AAA");
    write("source/deep/new.txt", "new");
    Files.delete(folder.resolve("source/deep/b.txt"));
    for (String destination : List.of(local(), "s3://lift/p")) {
      assertThat(say("check", source(), destination)).isEqualTo(6);
      say("check", "--json", source(), destination);
      say("check", "--combined=-", source(), destination);
    }
    say("check", "--size-only", "--exclude=/deep/", source(), local());
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Typed.Ended ended =
        typed.run(
            "check",
            "--missing=" + lists.resolve("m"),
            "--extra=" + lists.resolve("e"),
            "--different=" + lists.resolve("d"),
            source(),
            local());
    assertThat(ended.status()).isEqualTo(6);
    assertThat(lists.resolve("m")).hasContent("deep/new.txt\n");
    assertThat(lists.resolve("e")).hasContent("deep/b.txt\n");
    assertThat(lists.resolve("d")).hasContent("a.txt\n");
    isGolden("check");
  }

  @Test
  void whatIsMissingIsWhatUpThenSends() throws IOException {
    send(local());
    write("source/deep/new.txt", "new");
    Path list = folder.resolve("missing");
    typed.run("check", "--missing=" + list, source(), local());
    Typed.Ended up = typed.run("up", "-v", "--files-from=" + list, source(), local());
    assertThat(up.out()).contains("sent        deep/new.txt  (new").contains("Sent 1 file (3 B)");
    assertThat(typed.run("check", source(), local()).status()).isZero();
  }

  @Test
  void ls() throws IOException {
    for (String destination : List.of(local(), "s3://lift/p")) {
      send(destination);
      say("ls", destination);
      say("ls", "-l", "-r", destination);
      say("ls", "-lH", destination);
      String json = typed.run("ls", "--json", "-r", destination).out();
      said.append(json.replaceAll("\"etag\":\"[^\"]+\"", "\"etag\":\"ETAG\""));
    }
    isGolden("ls");
  }

  @Test
  void rm() throws IOException {
    send("s3://lift/p");
    String all = typed.run("ls", "-r", "s3://lift/p").out();
    List<String> names = all.lines().toList();
    String first = "s3://lift/p/" + names.get(0);
    String second = "s3://lift/p/" + names.get(1);
    assertThat(say("rm", "s3://lift", first)).as("names no object").isEqualTo(2);
    assertThat(say("rm", first)).isZero();
    assertThat(typed.run("ls", "-r", "s3://lift/p").out().lines().toList())
        .isEqualTo(names.subList(1, names.size()));
    assertThat(say("rm", "--json", first, second)).isZero();
    say("rm", second);
    isGolden("rm");
  }

  @Test
  void verify() throws IOException {
    for (String destination : List.of(local(), "s3://lift/p")) {
      assertThat(say("verify", destination)).isZero();
      say("verify", "--json", destination);
    }
    assertThat(folder.resolve("copy")).isEmptyDirectory();
    assertThat(typed.run("ls", "-r", "s3://lift").out()).isEmpty();
    assertThat(say("verify", "s3://nosuch")).isEqualTo(5);
    isGolden("verify");
  }

  @Test
  void sweep() throws IOException {
    assertThat(say("sweep", local())).isEqualTo(5);
    say("sweep", "s3://lift");
    begin("p/orphan");
    begin("p/ours");
    remember("p/ours");
    say("sweep", "s3://lift");
    say("sweep", "--yes", "--older-than=1h", "s3://lift/p");
    say("sweep", "--older-than=0s", "s3://lift/p");
    say("sweep", "--older-than=0s", "--yes", "--json", "s3://lift/p");
    say("sweep", "--older-than=0s", "--yes", "s3://lift/p");
    isGolden("sweep");
  }

  /** Begins an upload and leaves it so. */
  private void begin(String key) {
    Map<String, String> settings =
        Map.of(
            "endpoint",
            server.endpoint().toString(),
            "path-style",
            "true",
            "region",
            server.region());
    try (Storage storage = Davit.create().connect(Destination.parse("s3://lift/p"), settings);
        UploadSession session = storage.open(UploadRequest.of(ObjectKey.of(key), 100 << 20))) {
      assertThat(session.token()).isPresent();
    }
  }

  /** Lets a job's state say that it will go on with an upload. */
  private void remember(String key) {
    Job job =
        new Job(
            folder.resolve("source"),
            "s3://127.0.0.1:" + server.endpoint().getPort() + "/lift/p",
            "");
    StateOptions state = StateOptions.defaults().withDirectory(folder.resolve("state"));
    try (Checkpoint checkpoint = new LocalMachine().checkpoint(job, state, notice -> {})) {
      checkpoint.park(
          new ParkedUpload(
              ObjectKey.of(key),
              RelativePath.of("ours"),
              new Fingerprint(1, 1, 1, 1),
              new ResumeToken("t"),
              Instant.now()));
    }
  }

  @Test
  void status() throws IOException {
    say("status");
    send(local());
    Files.writeString(folder.resolve("list"), "gone.txt\na.txt\n");
    typed.run("up", "--quiet", "--files-from=" + folder.resolve("list"), source(), "s3://lift/p");
    say("status");
    say("status", "--json");
    isGolden("status");
  }

  @Test
  void providers() throws IOException {
    say("providers");
    say("providers", "--json");
    isGolden("providers");
  }

  @Test
  void run() throws IOException {
    Files.writeString(
        folder.resolve("davit.toml"),
        """
        [destinations.copy]
        url = "local:copy"

        [destinations.store]
        url = "s3://lift/base"

        [jobs.first]
        source = "source"
        destination = "copy:"
        exclude = ["*.tmp", "/deep/"]

        [jobs.second]
        source = ["source/a.txt", "source/deep"]
        destination = "store:today"
        all = true
        """);
    say("run", "--dry-run", "--all");
    say("run", "first", "second");
    say("ls", "-r", "store:");
    say("ls", "copy:");
    say("run", "frist");
    say("run");
    isGolden("run");
  }

  @Test
  void doctor() throws IOException {
    Files.writeString(
        folder.resolve("davit.toml"),
        """
        [destinations.store]
        url = "s3://lift/base"
        storage-class = "STANDARD"
        """);
    Files.writeString(folder.resolve(".env"), "DAVIT_TRANSFERS=7 # few\nOTHER=1\n");
    assertThat(doctor("doctor", "store:")).isZero();
    assertThat(doctor("doctor", "--json", local())).isZero();
    typed.with("DAVIT_TRANSFER", "3").with("DAVIT_S3_SESSION_TOKEN", "canary");
    assertThat(doctor("doctor", "store:")).isEqualTo(4);
    assertThat(said.toString()).doesNotContain("canary");
    isGolden("doctor");
  }

  /** What differs between machines is left out, and what nobody set. */
  private int doctor(String... words) {
    int status = say(words);
    String text =
        said.toString()
            .replaceAll("(?m)^.*(\\(built in\\)|\"origin\":\"built in\").*\n", "")
            .replaceAll("(?m)^(davit|java|machine|open files|state) {2,}.*\n", "")
            .replaceAll(
                "(?m)^\\{\"event\":\"fact\",\"name\":\"(davit|java|machine|open_files|state)\".*\n",
                "");
    said.setLength(0);
    said.append(text);
    return status;
  }

  @Test
  void completion() throws IOException {
    for (String shell : List.of("bash", "zsh", "fish")) {
      assertThat(typed.run("completion", shell).out()).contains("explain").contains("max-transfer");
    }
    say("completion", "tcsh");
    isGolden("completion");
  }
}
