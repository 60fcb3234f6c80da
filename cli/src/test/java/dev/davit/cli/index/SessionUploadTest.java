package dev.davit.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.cli.ChildDavit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up --session} sends can be found by the words of people. */
class SessionUploadTest {
  @TempDir Path folder;
  private ChildDavit davit;
  private String session;

  @BeforeEach
  void openASession() throws IOException {
    davit = new ChildDavit(folder);
    Files.writeString(folder.resolve("config.yaml"), "port: 5432\n");
    Files.writeString(folder.resolve("app.log"), "error\n");
    session = open();
  }

  private String open() {
    return davit.run("index", "open", "--zone", "Asia/Shanghai").out().strip();
  }

  private ChildDavit.Ended up(String name, String turn, String where) {
    return davit.run("up", "--session", where, "--turn", turn, name, "local:store");
  }

  private JsonNode find(String where, String turn, String words, int status) throws IOException {
    ChildDavit.Ended found =
        davit.run("index", "find", "--session", where, "--turn", turn, "--json", words);
    assertThat(found.status()).as(found.err()).isEqualTo(status);
    return JsonMapper.builder().build().readTree(found.out());
  }

  @Test
  void whatIsUploadedIsFoundAgain() throws IOException {
    assertThat(up("app.log", "1", session).status()).isZero();
    assertThat(up("config.yaml", "2", session).status()).isZero();

    JsonNode file = find(session, "2", "这个配置文件里数据库端口是多少？", 0).at("/results/0/files/0");

    assertThat(file.get("name").asText()).isEqualTo("config.yaml");
    assertThat(file.get("turn").asInt()).isEqualTo(2);
    assertThat(file.get("key").asText()).isEqualTo("config.yaml");
    assertThat(file.get("store").asText()).isEqualTo("local:" + folder.resolve("store"));
    assertThat(find(session, "2", "那个视频", 3).get("status").asText()).isEqualTo("none");
  }

  @Test
  void whatTheStoreHasAlreadyIsInTheSessionThatAsks() throws IOException {
    up("app.log", "1", session);
    String another = open();

    ChildDavit.Ended again = up("app.log", "5", another);

    assertThat(again.status()).as(again.err()).isZero();
    assertThat(find(another, "5", "this log", 0).at("/results/0/files/0/turn").asInt())
        .isEqualTo(5);
    up("app.log", "5", another);
    ChildDavit.Ended log = davit.run("index", "log", "--session", another);
    assertThat(log.out().lines()).hasSize(1);
  }

  @Test
  void aSessionThatIsNotThereIsAMistakeBeforeAnythingIsSent() {
    ChildDavit.Ended ended = up("app.log", "1", "s0");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("davit index open").doesNotContain(".java");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void withoutASessionThereIsNoIndex() {
    davit.run("up", "app.log", "local:store");
    up("config.yaml", "1", session);
    ChildDavit.Ended listed = davit.run("index", "ls", "--session", session, "--explain");
    assertThat(listed.out()).contains("config.yaml").doesNotContain("app.log");
    assertThat(listed.err()).contains("1 in the session, 1 chosen");
  }
}
