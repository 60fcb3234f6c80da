package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.registrar.index.json.IndexJson;
import dev.davit.registrar.index.json.IndexTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The structured content of the tools. */
class JsonTest {
  private static final Set<String> REQUIRED =
      Set.of("file_id", "version", "head_version", "name", "path", "families", "uploaded_at");

  private static final Set<String> FILE =
      Set.of(
          "file_id",
          "version",
          "head_version",
          "name",
          "path",
          "families",
          "mime",
          "size",
          "sha256",
          "uploaded_at",
          "turn",
          "store",
          "key",
          "uri");

  @TempDir Path folder;
  private Fixture f;
  private IndexTools tools;

  @BeforeEach
  void open() {
    f = Fixture.example(folder);
    tools = new IndexTools(f.session);
  }

  @AfterEach
  void close() {
    f.close();
  }

  private static JsonNode json(Map<String, Object> content) throws Exception {
    return new JsonMapper().readTree(IndexJson.text(content));
  }

  private static Set<String> fields(JsonNode node) {
    Set<String> fields = new TreeSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  @Test
  void anAnswerSaysWhatWasUnderstood() throws Exception {
    JsonNode result =
        json(tools.resolve(Map.of("text", "昨天上传的日志", "turn", 7))).get("results").get(0);
    assertThat(fields(result))
        .containsExactlyInAnyOrder("status", "files", "total", "focus", "interpreted");
    assertThat(result.get("interpreted").toString())
        .isEqualTo(
            "{\"reference\":\"all\",\"file_type\":[\"log\"],\"since\":\"2026-05-18T16:00:00Z\","
                + "\"until\":\"2026-05-19T16:00:00Z\",\"turn\":7}");
    JsonNode file = result.get("files").get(0);
    assertThat(fields(file)).containsAll(REQUIRED).isSubsetOf(FILE);
    assertThat(file.get("name").textValue()).isEqualTo("server.log");
    assertThat(file.get("uploaded_at").textValue()).isEqualTo("2026-05-19T08:00:00Z");
    assertThat(file.get("families").toString()).isEqualTo("[\"log\"]");
    assertThat(file.get("turn").intValue()).isEqualTo(2);
    assertThat(file.get("uri").textValue())
        .isEqualTo("upload-index://" + f.session.handle() + "/" + f.id("P2"));
  }

  @Test
  void whatIsAbsentIsLeftOut() throws Exception {
    JsonNode none = json(tools.list(Map.of("file_type", List.of("video"))));
    assertThat(fields(none))
        .containsExactlyInAnyOrder(
            "status", "reason", "files", "suggestions", "total", "focus", "interpreted");
    assertThat(none.toString()).doesNotContain("null");
  }

  @Test
  void recordGetForgetGoTogether() throws Exception {
    Map<String, Object> upload =
        Map.of(
            "path",
            "截图.png",
            "sha256",
            "ab".repeat(32),
            "size",
            5_000_000_000L,
            "upload_id",
            "x",
            "turn",
            7,
            "uploaded_at",
            "2026-05-20T10:01:30+08:00",
            "store",
            "s3://b",
            "key",
            "k");
    JsonNode recorded = json(tools.record(upload));
    assertThat(recorded.get("duplicate").booleanValue()).isFalse();
    assertThat(json(tools.record(upload)).get("duplicate").booleanValue()).isTrue();
    JsonNode file = recorded.get("file");
    assertThat(file.get("size").longValue()).isEqualTo(5_000_000_000L);
    assertThat(file.get("sha256").textValue()).isEqualTo("ab".repeat(32));
    Map<String, Object> id = Map.of("file_id", file.get("file_id").textValue());
    assertThat(json(tools.get(id)).get("status").textValue()).isEqualTo("ok");
    assertThat(json(tools.get(id)).get("uploads").intValue()).isEqualTo(1);
    assertThat(json(tools.search(Map.of("query", "截"))).get("total").intValue()).isEqualTo(1);
    assertThat(json(tools.forget(id)).get("status").textValue()).isEqualTo("deleted");
    assertThat(json(tools.forget(id)).get("status").textValue()).isEqualTo("not_found");
    assertThat(json(tools.get(id)).toString()).isEqualTo("{\"status\":\"deleted\"}");
    assertThat(json(tools.get(Map.of("file_id", "f1"))).toString())
        .isEqualTo("{\"status\":\"not_found\"}");
  }

  @Test
  void argumentsThatCannotBeAreRefusedWithAReason() {
    assertRefused(Map.of("reference", "nth"), "nth needs an index");
    assertRefused(Map.of("reference", "them"), "one of all, this");
    assertRefused(Map.of("count", 0), "count is 1 to 100");
    assertRefused(Map.of("count", "two"), "count must be a number");
    assertRefused(Map.of("page_size", 101), "page_size is 1 to 100");
    assertRefused(Map.of("colour", "red"), "no argument colour");
    assertRefused(Map.of("since", "yesterday"), "must be a time");
    assertRefused(Map.of("time_range", "after"), "needs since");
    assertRefused(Map.of("file_type", "log"), "list of texts");
    assertRefused(Map.of("cursor", "x"), "invalid_cursor");
  }

  private void assertRefused(Map<String, Object> arguments, String message) {
    assertThatThrownBy(() -> tools.list(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSessionIsOpenedForThirtyDays() throws Exception {
    OpenedSession opened =
        f.index.open(Fixture.ALICE, Fixture.SHANGHAI, java.util.Locale.SIMPLIFIED_CHINESE);
    JsonNode json = json(IndexJson.opened(opened));
    assertThat(fields(json)).containsExactlyInAnyOrder("session", "expires_at");
    assertThat(json.get("session").textValue()).hasSize(33).startsWith("s");
    assertThat(json.get("expires_at").textValue()).isEqualTo("2026-06-19T02:02:00Z");
  }
}
