package dev.davit.registrar.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers uploads at a task-file API: {@code POST …/file/process-attachments}, as the workspace
 * uploader of dtyq/magic does. For which task and organization is in each registration's
 * {@linkplain #TASK_ID attributes}, so that it survives a restart.
 *
 * <p>The API knows a file by its key and takes each once ({@code skipped} is a success). Code 51203
 * means that the task's project is not there yet: it is asked again three times, two seconds apart,
 * as the API's own clients do. A 200 with code 1000 may still hold errors of single files.
 */
public final class TaskFileRegistrar implements Registrar {
  /** Its name in the outbox. */
  public static final String NAME = "task-file";

  /** The attribute that holds the task's id; a whole number is sent as one. */
  public static final String TASK_ID = "task_id";

  /** The attribute that holds the organization's code. */
  public static final String ORGANIZATION_CODE = "organization_code";

  /** The attribute that holds the sandbox's id. */
  public static final String SANDBOX_ID = "sandbox_id";

  /** The path below the API's base, as the workspace uploader has it. */
  public static final String PATH = "/api/super-agent/file/process-attachments";

  private static final int BATCH = 100;
  private static final int REPETITIONS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final List<String> SCOPE = List.of(TASK_ID, ORGANIZATION_CODE, SANDBOX_ID);

  private final Endpoint endpoint;
  private final Surroundings surroundings;
  private final Exchange exchange;
  private final String who;

  /** Makes one for an address. */
  public TaskFileRegistrar(Endpoint endpoint, Surroundings surroundings) {
    this.endpoint = endpoint;
    this.surroundings = surroundings;
    exchange = new Exchange(endpoint);
    who = "the API at " + endpoint.shown();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    Map<Map<String, String>, List<Registration>> scopes = new LinkedHashMap<>();
    for (Registration each : batch) {
      scopes.computeIfAbsent(scope(each), scope -> new ArrayList<>()).add(each);
    }
    Map<Registration, Result> results = new HashMap<>();
    for (Map.Entry<Map<String, String>, List<Registration>> each : scopes.entrySet()) {
      List<Registration> together = each.getValue();
      List<Result> answered = new Halving(some -> send(each.getKey(), some)).send(together);
      for (int i = 0; i < together.size(); i++) {
        results.put(together.get(i), answered.get(i));
      }
    }
    return batch.stream().map(results::get).toList();
  }

  private static Map<String, String> scope(Registration registration) {
    Map<String, String> scope = new HashMap<>(registration.attributes());
    scope.keySet().retainAll(SCOPE);
    return scope;
  }

  private Halving.Answer send(Map<String, String> scope, List<Registration> batch)
      throws InterruptedException {
    byte[] body = body(scope, batch).toString().getBytes(StandardCharsets.UTF_8);
    try {
      Halving.Answer answer = null;
      for (int i = 0; answer == null; i++) {
        answer = answer(exchange.post(body, Map.of()), batch, i == REPETITIONS).orElse(null);
        if (answer == null) {
          surroundings.timer().sleep(PAUSE);
        }
      }
      return answer;
    } catch (IOException e) {
      return postponed(batch, Failures.sentence(who, e, endpoint.timeout()));
    }
  }

  /** Returns what an answer means; empty if it is worth another try at once. */
  private Optional<Halving.Answer> answer(Reply reply, List<Registration> batch, boolean last) {
    Optional<Result> failure = reply.failure(who, surroundings.clock());
    if (failure.isPresent()) {
      boolean refused = failure.get() instanceof Result.Refused;
      return Optional.of(Halving.Answer.to(batch, failure.get(), refused));
    }
    Optional<TaskFileAnswer> answer = TaskFileAnswer.of(reply.body());
    if (answer.isEmpty()) {
      return Optional.of(
          postponed(batch, who + " answered what no task-file API says: " + said(reply.body())));
    }
    return !last && answer.get().code() == TaskFileAnswer.NOT_READY
        ? Optional.empty()
        : Optional.of(answer.get().results(batch, who));
  }

  private static String said(String body) {
    return body.isBlank() ? "nothing" : Reply.cut(body);
  }

  private static Halving.Answer postponed(List<Registration> batch, String error) {
    return Halving.Answer.to(batch, new Result.Postponed(error, Duration.ZERO), false);
  }

  private static ObjectNode body(Map<String, String> scope, List<Registration> batch) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode attachments = body.putArray("attachments");
    batch.forEach(each -> attachments.add(attachment(each)));
    Optional.ofNullable(scope.get(TASK_ID))
        .ifPresent(id -> {
          if (id.matches("0|[1-9]\\d{0,17}")) {
            body.put(TASK_ID, Long.parseLong(id));
          } else {
            body.put(TASK_ID, id);
          }
        });
    for (String name : List.of(ORGANIZATION_CODE, SANDBOX_ID)) {
      Optional.ofNullable(scope.get(name)).ifPresent(value -> body.put(name, value));
    }
    return body;
  }

  private static ObjectNode attachment(Registration registration) {
    String name = registration.path().name();
    int dot = name.lastIndexOf('.');
    ObjectNode file =
        JsonNodeFactory.instance
            .objectNode()
            .put("file_key", registration.key().value())
            .put("file_extension", dot > 0 ? name.substring(dot + 1) : "")
            .put("filename", name)
            .put("file_size", registration.length());
    ObjectUrls.of(registration).ifPresent(url -> file.put("external_url", url));
    Optional.ofNullable(registration.attributes().get(SANDBOX_ID))
        .ifPresent(sandbox -> file.put(SANDBOX_ID, sandbox));
    return file;
  }
}
