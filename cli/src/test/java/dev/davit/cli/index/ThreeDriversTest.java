package dev.davit.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java API, the command and the protocol give the same JSON, of the shape that is promised. */
class ThreeDriversTest {
  private static final Path TOOLS = Path.of("../mcp/src/main/resources/dev/davit/mcp/tools.json");
  private static final DefaultJsonSchemaValidator SCHEMAS = new DefaultJsonSchemaValidator();

  @TempDir static Path folder;
  private static Drivers drivers;

  @BeforeAll
  static void open() throws Exception {
    drivers = new Drivers(folder);
    drivers.upload("spec.docx", "17T15:00", 1);
    drivers.upload("server.log", "19T16:00", 2);
    drivers.upload("app.toml", "20T09:00", 3);
    drivers.upload("cat.jpg", "20T09:58", 5);
    drivers.upload("dog.jpg", "20T09:58", 5);
    drivers.upload("db.yml", "20T10:01", 6);
  }

  @AfterAll
  static void close() {
    drivers.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          这个文件                           | ok db.yml
          this image                         | ok dog.jpg
          这两张图片                         | ok dog.jpg cat.jpg
          both images                        | ok dog.jpg cat.jpg
          那个配置文件                       | ok db.yml
          之前的配置文件                     | ok app.toml
          the previous image                 | ok dog.jpg
          第二张图片                         | ok dog.jpg
          the last two files                 | ok db.yml dog.jpg
          最近上传的文件                     | ok db.yml dog.jpg cat.jpg
          files uploaded today               | ok db.yml dog.jpg cat.jpg app.toml
          昨天上传的日志                     | ok server.log
          9点半之前上传的文件                | ok app.toml server.log spec.docx
          上周上传的文档                     | ok spec.docx
          配置文件里的端口                   | ambiguous db.yml
          另一张图片                         | ok cat.jpg
          compare this image with that image | ok dog.jpg; ok cat.jpg
          server.log 里的错误                | ok server.log
          上一条消息里的文件                 | ok db.yml
          files from turn 5                  | ok dog.jpg cat.jpg
          这个视频                           | none
          这三个配置文件                     | partial db.yml app.toml
          最早上传的文件                     | ok spec.docx
          这个配置文件里数据库端口是多少？   | ok db.yml
          对比这两个配置文件                 | ok db.yml app.toml
          分析一下我之前上传的日志文件中的错误 | ok server.log
          我刚才上传的文件                   | ok db.yml dog.jpg cat.jpg
          之前上传的配置                     | ok app.toml
          今天上传的所有文件                 | ok db.yml dog.jpg cat.jpg app.toml
          查看我上传的所有文件               | ok db.yml dog.jpg cat.jpg app.toml server.log spec.docx
          分析这个文件                       | ok db.yml
          对比这两个文件                     | ok db.yml dog.jpg
          """)
  void wordsMeanTheSame(String words, String meaning) throws Exception {
    Map<String, Object> arguments = Map.of("text", words, "turn", 7);
    Map<String, Object> java = drivers.throughJava("file_index_resolve", arguments);
    assertThat(meanings(java)).isEqualTo(meaning);
    assertThat(drivers.throughTheProtocol("file_index_resolve", arguments)).isEqualTo(java);
    assertThat(drivers.throughTheCommand("find", "--turn", "7", words)).isEqualTo(java);
    checkShape("file_index_resolve", java);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                               | ls                        | ok db.yml dog.jpg cat.jpg app.toml server.log spec.docx
          {"reference":"this"}                             | ls --ref this             | ok db.yml
          {"reference":"these","count":2}                  | ls --ref these -n 2       | ok db.yml dog.jpg
          {"reference":"previous","file_type":["log"]}     | ls --ref previous --type log | ok server.log
          {"time_range":"recent"}                          | ls --recent               | ok db.yml dog.jpg cat.jpg
          {"time_range":"today"}                           | ls --today                | ok db.yml dog.jpg cat.jpg app.toml
          {"time_range":"yesterday"}                       | ls --yesterday            | ok server.log
          {"reference":"nth","index":-2,"scope":"session"} | ls --nth -2 --scope session | ok dog.jpg
          {"names":["DB.YML","CAT.jpg"]}                    | ls --name DB.YML --name CAT.jpg | ok db.yml cat.jpg
          {"turn_filter":5,"page_size":1}                  | ls --turn-filter 5 --page-size 1 | ok dog.jpg
          {"reference":"these","count":9}                  | ls --ref these -n 9       | partial db.yml dog.jpg cat.jpg app.toml server.log spec.docx
          {"since":"2026-05-20T00:00+08:00","until":"2026-05-20T09:58+08:00"} | ls --since 2026-05-20 --until 2026-05-20T09:58 | ok app.toml
          """)
  void listsAreTheSame(String arguments, String line, String meaning) throws Exception {
    Map<String, Object> values = JsonMapper.builder().build().readValue(arguments, new Json());
    Map<String, Object> java = drivers.throughJava("file_index_list", values);
    assertThat(meaning(java)).isEqualTo(meaning);
    assertThat(drivers.throughTheProtocol("file_index_list", values)).isEqualTo(java);
    assertThat(drivers.throughTheCommand(line.split(" "))).isEqualTo(java);
    checkShape("file_index_list", java);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"reference":"this"}                               | ok db.yml
          {"reference":"these","count":2}                    | ok db.yml dog.jpg
          {"reference":"previous","file_type":"log"}         | ok server.log
          {"time_range":"recent"}                            | ok db.yml dog.jpg cat.jpg
          {"time_range":"before","reference":"now"}          | ok db.yml dog.jpg cat.jpg app.toml server.log spec.docx
          {"time_range":"today"}                             | ok db.yml dog.jpg cat.jpg app.toml
          {}                                                 | ok db.yml dog.jpg cat.jpg app.toml server.log spec.docx
          {"action":"search","query":"jpg"}                  | ok dog.jpg cat.jpg
          """)
  void theCallsOfTheBriefAreTheSame(String arguments, String meaning) throws Exception {
    Map<String, Object> values = JsonMapper.builder().build().readValue(arguments, new Json());
    Map<String, Object> java = drivers.throughJava("file_upload", values);
    assertThat(meaning(java)).isEqualTo(meaning);
    assertThat(drivers.throughTheProtocol("file_upload", values)).isEqualTo(java);
    checkShape("file_upload", java);
  }

  private static final class Json extends TypeReference<Map<String, Object>> {}

  private static void checkShape(String tool, Map<String, Object> answer) throws IOException {
    List<Map<String, Object>> tools =
        JsonMapper.builder().build().readValue(Files.readString(TOOLS), new TypeReference<>() {});
    Map<String, Object> schema =
        tools.stream()
            .filter(each -> each.get("name").equals(tool))
            .map(each -> Drivers.map(each.get("outputSchema")))
            .findFirst()
            .orElseThrow();
    ValidationResponse response = SCHEMAS.validate(schema, answer);
    assertThat(response.valid()).as(response.errorMessage()).isTrue();
  }

  private static String meanings(Map<String, Object> answer) {
    List<String> each = new ArrayList<>();
    if (answer.get("results") instanceof List<?> results) {
      results.forEach(result -> each.add(meaning(Drivers.map(result))));
    }
    return String.join("; ", each);
  }

  private static String meaning(Map<String, Object> answer) {
    List<?> files = answer.get("files") instanceof List<?> list ? list : List.of();
    String names =
        files.stream()
            .map(file -> " " + Drivers.map(file).get("name"))
            .collect(Collectors.joining());
    return answer.get("status") + names;
  }
}
