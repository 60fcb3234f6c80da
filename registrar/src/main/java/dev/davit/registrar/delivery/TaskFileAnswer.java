package dev.davit.registrar.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the task-file API answered, HTTP aside: a code, a message, and what became of each file. */
final class TaskFileAnswer {
  static final int SUCCESS = 1000;

  /** The project is not there yet; the one code that the API's own clients repeat for. */
  static final int NOT_READY = 51203;

  private static final int BEING_EDITED = 51182;
  private static final int NO_PROJECT = 51200;
  private static final int NO_ACCESS = 51202;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int code;
  private final JsonNode root;

  private TaskFileAnswer(int code, JsonNode root) {
    this.code = code;
    this.root = root;
  }

  /** Returns it; empty if the text is no such answer. */
  static Optional<TaskFileAnswer> of(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      return root != null && root.path("code").isInt()
          ? Optional.of(new TaskFileAnswer(root.get("code").asInt(), root))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  int code() {
    return code;
  }

  /** Returns what it means for a batch. */
  Halving.Answer results(List<Registration> batch, String who) {
    if (code == SUCCESS) {
      return new Halving.Answer(ofEach(batch, who), false);
    }
    String error = who + " answered code " + code + said(root.path("message"));
    return switch (code) {
      case NOT_READY, BEING_EDITED ->
          Halving.Answer.to(batch, new Result.Postponed(error, Duration.ZERO), false);
      case NO_PROJECT, NO_ACCESS -> Halving.Answer.to(batch, new Result.Refused(error), false);
      default -> Halving.Answer.to(batch, new Result.Refused(error), true);
    };
  }

  private List<Result> ofEach(List<Registration> batch, String who) {
    JsonNode data = root.path("data");
    if (data.path("files").isEmpty() && !data.has("total")) {
      long errors = data.path("error").asLong(0);
      Result result =
          errors == 0
              ? new Result.Delivered()
              : new Result.Postponed(
                  who + " counts " + errors + " errors and does not say of which files",
                  Duration.ZERO);
      return batch.stream().map(each -> result).toList();
    }
    Map<String, JsonNode> files = new HashMap<>();
    data.path("files")
        .forEach(file ->
            files.merge(
                file.path("file_key").asText(), file, (one, other) -> failed(one) ? one : other));
    return batch.stream().map(each -> result(files.get(each.key().value()), who)).toList();
  }

  private static Result result(@Nullable JsonNode file, String who) {
    if (file == null) {
      return new Result.Postponed(who + " did not name it in its answer", Duration.ZERO);
    }
    return failed(file)
        ? new Result.Refused(who + " refused it" + said(file.path("error")))
        : new Result.Delivered();
  }

  private static boolean failed(JsonNode file) {
    return file.path("status").asText().equals("error");
  }

  private static String said(JsonNode text) {
    String said = Reply.cut(text.isValueNode() ? text.asText("") : text.toString());
    return said.isEmpty() || text.isNull() ? "" : ": " + said;
  }
}
