package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.registrar.index.json.IndexTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of the brief, and every call it writes down. */
class BriefCallsTest {
  @TempDir Path folder;
  private Fixture f;
  private IndexTools tools;

  @BeforeEach
  void open() {
    f = new Fixture(folder, Fixture.time("2025-12-31T10:00:00+08:00"));
    tools = new IndexTools(f.session);
    f.put("app.log", "app.log", "2025-12-30T09:00:00+08:00", 1);
    f.put("config.yaml", "config.yaml", "2025-12-31T09:30:00+08:00", 20);
    f.put("config_old.yaml", "config_old.yaml", "2025-12-31T09:58:00+08:00", 21);
    f.put("notes.pdf", "notes.pdf", "2025-12-31T09:59:00+08:00", 22);
  }

  @AfterEach
  void close() {
    f.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          this     | -      | - | -      | ok notes.pdf
          these    | -      | - | -      | ok notes.pdf config_old.yaml
          these    | -      | 2 | -      | ok notes.pdf config_old.yaml
          these    | yaml   | 2 | -      | ok config_old.yaml config.yaml
          this     | log    | - | -      | ok app.log
          previous | log    | - | -      | ok app.log
          previous | -      | - | -      | ok config_old.yaml config.yaml app.log
          previous | -      | 1 | -      | ok config_old.yaml
          all      | -      | 1 | -      | ok notes.pdf
          -        | -      | - | -      | ok notes.pdf config_old.yaml config.yaml app.log
          -        | config | - | -      | ok config_old.yaml config.yaml
          -        | -      | - | recent | ok notes.pdf config_old.yaml
          -        | -      | - | today  | ok notes.pdf config_old.yaml config.yaml
          -        | -      | - | before | ok notes.pdf config_old.yaml config.yaml app.log
          now      | -      | - | before | ok notes.pdf config_old.yaml config.yaml app.log
          """)
  void listFilesAnswersWhatTheBriefSays(
      String reference, String type, Integer count, String range, String answer) {
    Map<String, Object> arguments = new java.util.HashMap<>();
    put(arguments, "reference", reference);
    put(arguments, "file_type", type);
    put(arguments, "count", count);
    put(arguments, "time_range", range);
    assertThat(names(tools.fileUpload(arguments))).isEqualTo(answer);
  }

  private static void put(Map<String, Object> arguments, String name, Object value) {
    if (value != null) {
      arguments.put(name, value);
    }
  }

  @SuppressWarnings("unchecked")
  private static String names(Map<String, Object> result) {
    List<Map<String, Object>> files = (List<Map<String, Object>>) result.get("files");
    return (result.get("status")
            + " "
            + files.stream()
                .map(file -> (String) file.get("name"))
                .collect(Collectors.joining(" ")))
        .strip();
  }

  @Test
  void actionsAreNotIgnored() {
    String id = f.id("app.log").value();
    assertThat(names(tools.fileUpload(Map.of("action", "get", "file_id", id))))
        .isEqualTo("ok app.log");
    assertThat(names(tools.fileUpload(Map.of("action", "search", "query", "config"))))
        .isEqualTo("ok config_old.yaml config.yaml");
    assertThat(names(tools.fileUpload(Map.of("action", "get", "file_id", "f0")))).isEqualTo("none");
    assertThatThrownBy(() -> tools.fileUpload(Map.of("action", "get")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tools.fileUpload(Map.of("action", "drop")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tools.fileUpload(Map.of("reference", "now")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          这个配置文件里数据库端口是多少？         | 23 | ok config_old.yaml
          对比这两个配置文件                       | 23 | ok config_old.yaml config.yaml
          分析一下我之前上传的日志文件中的错误     | 41 | ok app.log
          分析这个文件                             | 23 | ok notes.pdf
          对比这两个文件                           | 23 | ok notes.pdf config_old.yaml
          查看之前上传的日志                       | 23 | ok app.log
          我刚才上传的文件                         | 23 | ok notes.pdf config_old.yaml
          之前上传的配置                           | 41 | ok config_old.yaml config.yaml
          今天上传的所有文件                       | 23 | ok notes.pdf config_old.yaml config.yaml
          我之前上传的日志文件                     | 23 | ok app.log
          查看我上传的所有文件                     | 23 | ok notes.pdf config_old.yaml config.yaml app.log
          """)
  void theBriefsWordsAreUnderstood(String words, int turn, String meaning) {
    assertThat(f.say(words, ResolveContext.atTurn(turn))).isEqualTo(meaning);
  }

  @Test
  void aLogIsFoundAgainEvenIfEverythingHappenedWithinMinutes() {
    try (Fixture fresh = new Fixture(folder.resolve("2"), f.clock.instant())) {
      fresh.put("log", "app.log", "2025-12-31T09:58:00+08:00", 1);
      ListResult result =
          fresh.session.resolve("我之前上传的日志文件", ResolveContext.atTurn(21)).results().get(0);
      assertThat(fresh.labels(result.files())).isEqualTo("log");
      assertThat(result.relaxed()).containsExactly("previous");
    }
  }
}
