package dev.davit.registrar.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Registrar.Result;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.taskfile.TaskFileServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What goes over the wire, and what each answer of the task-file API means. */
class TaskFileRegistrarTest {
  private static final Map<String, String> TASK =
      Map.of("task_id", "12345", "organization_code", "ORG001", "host", "example.com");

  private final TaskFileServer server = TaskFileServer.start();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
    assertThat(server.surprises()).isEmpty();
  }

  private TaskFileRegistrar registrar(Endpoint endpoint) {
    return new TaskFileRegistrar(endpoint, Samples.surroundings(pauses));
  }

  private Endpoint endpoint() {
    return new Endpoint(server.url(), Map.of(), Duration.ofSeconds(10));
  }

  private static Registration pdf(Map<String, String> attributes) {
    return Samples.registration(
        TaskFileRegistrar.NAME,
        "path/to/file.pdf",
        "uploads/path/to/file.pdf",
        1024000,
        attributes);
  }

  private Result register(Registration registration) throws InterruptedException {
    return registrar(endpoint()).register(List.of(registration)).getFirst();
  }

  private Result.Postponed postponed() throws InterruptedException {
    return (Result.Postponed) register(pdf(TASK));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theBodyIsThatOfTheBrief() throws Exception {
    assertThat(register(pdf(TASK))).isInstanceOf(Result.Delivered.class);

    assertThat(server.bodies())
        .containsExactly(
            json(
                """
                {
                  "attachments": [
                    {
                      "file_key": "uploads/path/to/file.pdf",
                      "file_extension": "pdf",
                      "filename": "file.pdf",
                      "file_size": 1024000,
                      "external_url": "https://example.com/uploads/path/to/file.pdf"
                    }
                  ],
                  "task_id": 12345,
                  "organization_code": "ORG001"
                }
                """));
    assertThat(server.headers().getFirst())
        .containsEntry("content-type", "application/json")
        .containsEntry("user-agent", "davit");
  }

  @Test
  void aSandboxIsNamedForTheRequestAndEachFile() throws Exception {
    Registration unusual =
        Samples.registration(
            TaskFileRegistrar.NAME,
            "a/.bashrc",
            "k/文件 1",
            0,
            Map.of("sandbox_id", "s", "task_id", "t-1"));
    assertThat(register(unusual)).isInstanceOf(Result.Delivered.class);

    assertThat(server.bodies())
        .containsExactly(
            json(
                """
                {
                  "attachments": [
                    {
                      "file_key": "k/文件 1",
                      "file_extension": "",
                      "filename": ".bashrc",
                      "file_size": 0,
                      "sandbox_id": "s"
                    }
                  ],
                  "task_id": "t-1",
                  "sandbox_id": "s"
                }
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "tos.volcengineapi.com, https://tos.volcengineapi.com/a b/ü.txt",
    "https://cdn.test/, https://cdn.test/a b/ü.txt",
    "http://127.0.0.1:1///, http://127.0.0.1:1/a b/ü.txt",
    "HTTPS://Host, HTTPS://Host/a b/ü.txt"
  })
  void theUrlIsHostAndKey(String host, String url) {
    assertThat(ObjectUrls.of(host, ObjectKey.of("a b/ü.txt"))).isEqualTo(url);
  }

  @Test
  void filesOfDifferentTasksAreToldApart() throws Exception {
    Registration one = pdf(TASK);
    Registration two = Samples.registration("task-file", "b", "b", 1, Map.of("task_id", "2"));
    Registration three = Samples.registration("task-file", "c", "c", 1, TASK);

    List<Result> results = registrar(endpoint()).register(List.of(one, two, three));

    assertThat(results).hasSize(3).hasOnlyElementsOfType(Result.Delivered.class);
    assertThat(server.bodies())
        .extracting(body -> body.path("task_id").asInt() + "x" + body.path("attachments").size())
        .containsExactly("12345x2", "2x1");
  }

  @Test
  void aProjectThatIsNotThereYetIsAskedForAgainThreeTimes() throws Exception {
    server.answerCode(51203, 3);
    assertThat(register(pdf(TASK))).isInstanceOf(Result.Delivered.class);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
    assertThat(server.bodies()).hasSize(4);
  }

  @Test
  void aProjectThatStaysAwayIsWaitedForLonger() throws Exception {
    server.answerCode(51203, 100);
    assertThat(postponed().error())
        .contains("code 51203")
        .contains("the code that a test asked for");
    assertThat(server.bodies()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {51200, 51202, 51183, 5000})
  void otherCodesRefuse(int code) throws Exception {
    server.answerCode(code, 1);
    assertThat(register(pdf(TASK)))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.error()).contains("code " + code));
  }

  @Test
  void aFileThatIsBeingEditedIsPostponed() throws Exception {
    server.answerCode(51182, 1);
    assertThat(postponed().error()).contains("51182");
  }

  @Test
  void whatRefusesAWholeRequestIsFound() throws Exception {
    server.refuseRequestsWith("k77");
    List<Registration> batch =
        IntStream.range(0, 100)
            .mapToObj(i -> Samples.registration("task-file", "p" + i, "k" + i, 1, TASK))
            .toList();

    List<Result> results = registrar(endpoint()).register(batch);

    assertThat(results.get(77)).isInstanceOf(Result.Refused.class);
    assertThat(results).filteredOn(Result.Delivered.class::isInstance).hasSize(99);
    assertThat(server.bodies()).hasSizeLessThan(20);
  }

  @Test
  void aTaskThatIsRefusedCostsOneRequest() throws Exception {
    server.answerCode(51202, 100);
    List<Registration> batch =
        IntStream.range(0, 100)
            .mapToObj(i -> Samples.registration("task-file", "p" + i, "k" + i, 1, TASK))
            .toList();
    assertThat(registrar(endpoint()).register(batch)).hasOnlyElementsOfType(Result.Refused.class);
    assertThat(server.bodies()).hasSize(1);
  }

  @Test
  void whatIsAlwaysRefusedCostsAFewRequests() throws Exception {
    server.answerCode(5000, 1000);
    List<Registration> batch =
        IntStream.range(0, 100)
            .mapToObj(i -> Samples.registration("task-file", "p" + i, "k" + i, 1, TASK))
            .toList();
    List<Result> results = registrar(endpoint()).register(batch);
    assertThat(results).hasSize(100).noneMatch(Result.Delivered.class::isInstance);
    assertThat(results).filteredOn(Result.Postponed.class::isInstance).isNotEmpty();
    assertThat(server.bodies()).hasSize(32);
  }

  @Test
  void whatTheAnswerDoesNotNameIsToldAgain() throws Exception {
    server.neverName("b");
    List<Result> results =
        registrar(endpoint())
            .register(
                List.of(
                    Samples.registration("task-file", "a", "a", 1, TASK),
                    Samples.registration("task-file", "b", "b", 1, TASK)));
    assertThat(results.get(0)).isInstanceOf(Result.Delivered.class);
    assertThat(results.get(1)).isInstanceOf(Result.Postponed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":1000}",
        "{\"code\":1000,\"data\":null}",
        "{\"code\":1000,\"data\":{\"files\":[]}}",
        "{\"code\":1000,\"message\":\"ok\",\"data\":{\"success\":1}}"
      })
  void anAnswerThatNamesNoFileIsForAll(String answer) throws Exception {
    server.faults().on().okWith("application/json", answer);
    assertThat(register(pdf(TASK))).isInstanceOf(Result.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"1000\"",
        "{}",
        "{\"code\":\"1000\"}",
        "{\"code\":1000",
        "<html>Sign in</html>",
        "{\"code\":1000,\"data\":{\"error\":1}}",
        "{\"code\":1000,\"data\":{\"total\":0,\"files\":[]}}",
        "{\"code\":1000,\"data\":{\"files\":[{\"file_key\":\"else\",\"status\":\"created\"}]}}",
        "{\"code\":1000,\"data\":{\"files\":[17]}}"
      })
  void garbagePostpones(String answer) throws Exception {
    server.faults().on().okWith("application/json", answer);
    assertThat(postponed().error()).isNotBlank();
  }

  @Test
  void anAnswerNestedTooDeepOrEndlessPostpones() throws Exception {
    server.faults().on().times(1).okWith("application/json", "[".repeat(200_000));
    assertThat(postponed().error()).isNotBlank();
    server.faults().on().endlessAnswer();
    assertThat(postponed().error()).contains("longer than");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 408, 409, 429, 500, 502, 503})
  void whatMayPassOrBeMendedPostpones(int status) throws Exception {
    server.faults().on().answer(status);
    assertThat(postponed().error()).contains("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 410, 413, 422})
  void whatIsWrongAboutTheRequestRefuses(int status) throws Exception {
    server.faults().on().answer(status);
    assertThat(register(pdf(TASK))).isInstanceOf(Result.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) throws Exception {
    try (TaskFileServer other = TaskFileServer.start()) {
      server.faults().on().redirect(status, other.url().toString());
      assertThat(postponed().error()).contains("redirects to " + other.url());
      assertThat(other.server().counters().requests()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "99999, 300",
    "-1, 0",
    "soon, 0",
    "'Wed, 21 Oct 2015 07:28:00 GMT', 0",
    "'Fri, 31 Dec 2100 23:59:59 GMT', 300"
  })
  void thePauseThatIsAskedForIsKeptWithinBounds(String wish, int seconds) throws Exception {
    server.faults().on().slowDown(wish);
    assertThat(postponed().retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aServerThatHangsIsLeft() throws Exception {
    server.faults().on().stall(Fault.Stall.BEFORE_ANSWER);
    Endpoint hasty = new Endpoint(server.url(), Map.of(), Duration.ofMillis(300));
    assertThat(registrar(hasty).register(List.of(pdf(TASK))).getFirst())
        .isEqualTo(
            new Result.Postponed(
                "the API at " + server.url() + " did not answer within 300 ms", Duration.ZERO));
    server.faults().release();
  }

  @Test
  void anInterruptEndsAWaitAtOnce() throws Exception {
    server.faults().on().stall(Fault.Stall.BEFORE_ANSWER);
    List<Throwable> thrown = new ArrayList<>();
    Thread registering =
        Thread.startVirtualThread(() -> {
          try {
            register(pdf(TASK));
          } catch (InterruptedException e) {
            thrown.add(e);
          }
        });
    while (server.server().counters().requests(Operation.REGISTER_FILES) == 0) {
      Thread.sleep(1);
    }
    registering.interrupt();
    assertThat(registering.join(Duration.ofSeconds(8))).isTrue();
    assertThat(thrown).hasSize(1);
    server.faults().release();
  }

  @Test
  void secretsAreSentAndNeverLogged() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.davit.registrar");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.TRACE);
    logger.addAppender(log);
    try {
      server
          .faults()
          .on()
          .times(1)
          .okWith("application/json", "{\"code\":1,\"access_token\":\"canary-2\\\"canary-3\"}");
      Endpoint endpoint =
          new Endpoint(
              server.url(),
              Map.of("User-Authorization", Secret.of("canary-1")),
              Duration.ofSeconds(10));
      List<Result> refused = registrar(endpoint).register(List.of(pdf(TASK)));
      List<Result> taken = registrar(endpoint).register(List.of(pdf(TASK)));

      assertThat(refused).hasOnlyElementsOfType(Result.Refused.class);
      assertThat(taken).hasOnlyElementsOfType(Result.Delivered.class);
      assertThat(server.headers().getFirst()).containsEntry("user-authorization", "canary-1");
      String said = String.join("\n", log.list.stream().map(Object::toString).toList());
      assertThat(said)
          .contains(
              "uploads/path/to/file.pdf",
              "\"task_id\":12345",
              "HTTP 200",
              "User-Authorization: ***")
          .doesNotContain("canary");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }
}
