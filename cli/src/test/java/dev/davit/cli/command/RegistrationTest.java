package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.cli.command.Typed.Ended;
import dev.davit.testkit.server.taskfile.TaskFileServer;
import dev.davit.testkit.server.webhook.WebhookServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code davit up} tells others of what it uploaded, and says clearly when it could not. */
class RegistrationTest {
  private static final String BASE = "MAGIC_API_SERVICE_BASE_URL";

  @TempDir Path temp;
  private final TaskFileServer server = TaskFileServer.start();
  private Typed davit;

  @BeforeEach
  void makeWorkspace() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("workspace/path/to"));
    Files.write(folder.resolve("file.pdf"), new byte[1024]);
    davit = new Typed(temp).with("DAVIT_STATE_DIR", temp.resolve("state").toString());
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(server.surprises()).isEmpty();
  }

  private Ended up(String... more) {
    List<String> words = new ArrayList<>(List.of("up"));
    words.addAll(List.of(more));
    words.addAll(List.of(workspace().toString(), "local:" + temp.resolve("store/uploads")));
    return davit.run(words.toArray(String[]::new));
  }

  private Path workspace() {
    return temp.resolve("workspace");
  }

  private Ended register(String... more) {
    List<String> words = new ArrayList<>(List.of("register"));
    words.addAll(List.of(more));
    return davit.run(words.toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theBriefsCommandLineRegistersWithTheBriefsBody() throws IOException {
    davit.with(BASE, server.base().toString());
    Ended ended =
        up("--task-id=12345", "--organization-code=ORG001", "--public-url=example.com/uploads/");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Registered 1 file.");
    assertThat(server.bodies())
        .containsExactly(
            json(
                """
                {
                  "attachments": [
                    {
                      "file_key": "path/to/file.pdf",
                      "file_extension": "pdf",
                      "filename": "file.pdf",
                      "file_size": 1024,
                      "external_url": "https://example.com/uploads/path/to/file.pdf"
                    }
                  ],
                  "task_id": 12345,
                  "organization_code": "ORG001"
                }
                """));
    assertThat(up("--task-id=12345").status()).isZero();
    assertThat(server.bodies()).as("nothing is told twice").hasSize(1);
  }

  @Test
  void theVariablesOfTheBriefCountInADotEnvToo() throws IOException {
    Files.writeString(
        temp.resolve(".env"),
        BASE + "=" + server.base() + "\nSUPER_MAGIC_ORGANIZATION_CODE=ORG7\n");
    davit.with("SUPER_MAGIC_SANDBOX_ID", "box");
    Path log = temp.resolve("run.log");
    assertThat(up("--task-id=t", "--log-file=" + log).status()).isZero();
    assertThat(server.bodies().getFirst().path("organization_code").asText()).isEqualTo("ORG7");
    assertThat(server.bodies().getFirst().path("sandbox_id").asText()).isEqualTo("box");
    assertThat(Files.readString(log)).contains("request: POST " + server.url(), "answer: HTTP 200");
  }

  @Test
  void withoutAnApiRegistrationIsOffAndThatIsSaid() {
    Ended ended = up("--task-id=12345");
    assertThat(ended.status()).isZero();
    assertThat(ended.err().lines())
        .containsOnlyOnce(
            "davit: registration is off: a task is named, but neither --register-url nor"
                + " $MAGIC_API_SERVICE_BASE_URL says where the task-file API is");
  }

  @Test
  void whatIsThereAlreadyIsRegisteredIfAsked() {
    assertThat(up().status()).isZero();
    Ended ended = up("--task-id=1", "--register-url=" + server.base(), "--register-all");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(server.registered()).containsOnlyKeys("path/to/file.pdf");
  }

  @Test
  void anApiThatIsDownIsToldLater() throws IOException {
    server.server().stopListening();
    Ended ended = up("--task-id=1", "--register-url=" + server.base(), "--json");
    assertThat(ended.status()).isEqualTo(7);
    assertThat(ended.out())
        .contains("\"event\":\"registered\",\"delivered\":0,\"postponed\":1,\"refused\":0")
        .contains("\"code\":7");
    assertThat(davit.run("status").out()).contains("waiting: 1 registration");
    assertThat(register().out())
        .contains("1 waiting, 0 refused, 0 registered")
        .contains(
            "waits task-file path/to/file.pdf, tried 1 times: the API at "
                + server.url()
                + " cannot be reached: nothing accepts connections there");

    Ended still = register("--retry", "--register-url=" + server.base());
    assertThat(still.status()).as(still.out()).isEqualTo(7);
    server.server().resumeListening();
    Ended retried = davit.with(BASE, server.base().toString()).run("register", "--retry", "--json");

    assertThat(retried.status()).as(retried.err()).isZero();
    assertThat(json(retried.out().lines().findFirst().orElseThrow()).path("delivered").asInt())
        .isOne();
    assertThat(server.bodies().getFirst().path("task_id").asInt()).isOne();
    assertThat(register().out()).contains("0 waiting, 0 refused, 1 registered");
  }

  @Test
  void whatIsRefusedIsKeptShownTriedAgainOrDropped() throws IOException {
    server.refuse("path/to/file.pdf", "the task is archived");
    Files.writeString(temp.resolve("workspace/b"), "b");
    Ended ended = up("--task-id=1", "--register-url=" + server.base());
    assertThat(ended.status()).isEqualTo(7);
    assertThat(ended.err())
        .contains(
            "1 file could not be registered: the API at "
                + server.url()
                + " refused it: the task is archived.");
    assertThat(davit.run("status").out()).contains("refused: 1 registration");
    Ended again = register("--retry", "--register-url=" + server.base());
    assertThat(again.status()).isEqualTo(7);
    assertThat(register("--drop").status()).isEqualTo(2);
    String line = davit.run("register", "--json").out().lines().skip(1).findFirst().orElseThrow();
    String id = json(line).path("id").asText();

    Ended dropped = register("--drop", id.substring(0, 8));

    assertThat(dropped.out()).contains("forgot 1 registration");
    assertThat(register().out()).contains("0 waiting, 0 refused, 1 registered");
  }

  @Test
  void awrongAddressIsSaidInOneSentence() {
    String url = server.base().resolve("/nowhere").toString();
    assertThat(up("--task-id=1", "--register-url=" + url).err())
        .contains("1 file not registered yet: the API at " + url)
        .contains("answered HTTP 404: nothing registers at this address");
    Ended none = up("--task-id=1", "--register-url=nonsense");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .contains("--register-url is not a URL to register at: it does not begin with http://");
    davit.with(BASE, "ftp://x");
    assertThat(up("--task-id=1").err()).contains("$MAGIC_API_SERVICE_BASE_URL is not a URL");
  }

  @Test
  void aWebhookIsToldWithASignature() throws IOException {
    Files.writeString(temp.resolve("secret"), "s3cret\n");
    try (WebhookServer hook = WebhookServer.start("s3cret".getBytes(StandardCharsets.UTF_8))) {
      Ended ended =
          up("--webhook=" + hook.url(), "--webhook-secret-from=" + temp.resolve("secret"));
      assertThat(ended.status()).as(ended.err()).isZero();
      JsonNode file = hook.bodies().getFirst().path("data").path("files").path(0);
      assertThat(file.path("key").asText()).isEqualTo("path/to/file.pdf");
      assertThat(file.path("destination").asText())
          .isEqualTo("local:" + temp.resolve("store/uploads").toAbsolutePath());
      assertThat(Path.of(file.path("file").asText())).hasSize(1024);
    }
    Ended missing = up("--webhook=http://127.0.0.1:1", "--webhook-secret-from=none");
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("--webhook-secret-from: none cannot be read");
    Ended empty = up("--webhook=http://127.0.0.1:1", "--webhook-secret-from=env:NONE");
    assertThat(empty.err()).contains("there is no secret in env:NONE");
  }

  @Test
  void aProgramIsRunForEachFile() throws IOException {
    Files.writeString(temp.resolve("workspace/b"), "b");
    Ended ended =
        up(
            "--on-uploaded=sh -c 'echo \"$UPLOADED_SIZE $UPLOADED_FILE\" >> "
                + temp.resolve("told")
                + "'");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(Files.readAllLines(temp.resolve("told")))
        .containsExactlyInAnyOrder(
            "1 " + temp.resolve("workspace/b"),
            "1024 " + temp.resolve("workspace/path/to/file.pdf"));
    Ended none = up("--on-uploaded=no-such-program x");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("there is no program no-such-program that can be run");
    Files.writeString(temp.resolve("workspace/c"), "c");
    Ended fails = up("--on-uploaded=sh -c 'echo sorry; exit 9'");
    assertThat(fails.status()).isEqualTo(7);
    assertThat(fails.err())
        .contains("the command sh ended with exit code 9: sorry. They wait; the next run");
  }

  @Test
  void aFoldersDotEnvRunsNoPrograms() throws IOException {
    Files.writeString(
        temp.resolve(".env"), "DAVIT_ON_UPLOADED=\"touch " + temp.resolve("owned") + "\"\n");
    assertThat(up().status()).isZero();
    assertThat(temp.resolve("owned")).doesNotExist();
  }
}
