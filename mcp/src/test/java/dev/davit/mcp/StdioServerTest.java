package dev.davit.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdioServerTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private List<JsonNode> talk(String... lines) throws IOException {
    return Bench.talk(bench.bound(Optional.empty()), lines);
  }

  @Test
  void everyRequestIsAnsweredThoughTheInputHasEndedAlready() throws IOException {
    String[] lines =
        IntStream.range(0, 50)
            .mapToObj(i -> call(i, "file_index_list", Map.of()))
            .toArray(String[]::new);
    assertThat(talk(lines)).extracting(answer -> answer.get("id").asInt()).hasSize(50).isSorted();
  }

  @Test
  void aLineThatIsNoMessageIsAnsweredAndDoesNoHarm() throws IOException {
    List<JsonNode> answers =
        talk(
            "garbage",
            "[]",
            "{\"id\":7}",
            "",
            "\"x\"",
            "{\"jsonrpc\":\"2.0\",\"id\":1," + "\"method\":\"ping\"}");
    assertThat(answers)
        .extracting(answer -> answer.at("/error/code").asInt())
        .containsExactly(-32700, -32600, -32600, -32600, 0);
    assertThat(answers.get(2).get("id").asInt()).isEqualTo(7);
    assertThat(answers.get(4).has("result")).isTrue();
  }

  @Test
  void whatOneCallRecordsTheNextOneSees() throws IOException {
    List<JsonNode> answers =
        talk(
            call(1, "file_index_record", Bench.upload("图/截图.png", "u")),
            call(2, "file_index_resolve", Map.of("text", "这张截图")));
    assertThat(answers.get(1).at("/result/structuredContent/results/0/files/0/name").asText())
        .isEqualTo("截图.png");
    assertThat(answers.get(0).at("/result/content/1/type").asText()).isEqualTo("resource_link");
  }

  @Test
  void errorsOfTheProtocolSayNothingOfHowTheyCameAbout() throws IOException {
    List<JsonNode> answers =
        talk(
            Bench.request(1, "no/such", Map.of()),
            call(2, "no_such", Map.of()),
            Bench.request(3, "resources/read", Map.of("uri", "upload-index://a/b")),
            Bench.request(4, "tools/call", Map.of("name", 7)));
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.at("/error/code").asInt()).isNegative();
          assertThat(answer.at("/error/data").isMissingNode()).isTrue();
          assertThat(answer.toString()).doesNotContain(".java", "\\tat ");
        });
  }

  @Test
  void theToolsOfABoundServerHaveNoSession() throws IOException {
    JsonNode bound = talk(Bench.request(1, "tools/list", Map.of())).getFirst();
    JsonNode free = Bench.talk(bench.free(), Bench.request(1, "tools/list", Map.of())).getFirst();
    assertThat(bound.at("/result/tools")).hasSize(8);
    assertThat(bound.at("/result/tools"))
        .allSatisfy(
            tool -> assertThat(tool.at("/inputSchema/properties").has("session")).isFalse());
    assertThat(free.at("/result/tools").findValuesAsText("name")).contains("file_index_list");
    assertThat(free.at("/result/tools/1/inputSchema/properties").has("session")).isTrue();
  }

  @Test
  void theToolsAreWhatWasAgreedTextForText() throws IOException {
    JsonNode agreed = Bench.JSON.readTree(Catalog.class.getResource("tools.json"));
    JsonNode told = Bench.talk(bench.free(), Bench.request(1, "tools/list", Map.of())).getFirst();
    assertThat(told.at("/result/tools")).isEqualTo(agreed);
  }

  @Test
  void anotherSessionIsNoSession() throws IOException {
    JsonNode answer =
        Bench.talk(bench.free(), call(1, "file_index_list", Map.of("session", "s0"))).getFirst();
    assertThat(answer.at("/result/isError").asBoolean()).isTrue();
    assertThat(answer.at("/result/content/0/text").asText()).startsWith("session_not_found");
  }

  @Test
  void wrongArgumentsAreAnsweredWithTheirPlace() throws IOException {
    List<JsonNode> answers =
        talk(
            call(1, "file_index_list", Map.of("reference", "blah")),
            call(2, "file_index_list", Map.of("count", 0)),
            call(3, "file_index_list", Map.of("colour", "red")),
            call(4, "file_index_resolve", Map.of()));
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.at("/result/isError").asBoolean()).isTrue());
    assertThat(answers.get(0).toString()).contains("/reference");
    assertThat(answers.get(1).toString()).contains("/count");
    assertThat(answers.get(2).toString()).contains("colour");
    assertThat(answers.get(3).toString()).contains("text");
  }

  private static String call(int id, String tool, Map<String, ?> arguments) {
    try {
      return Bench.call(id, tool, arguments);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
