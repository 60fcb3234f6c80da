package dev.davit.maiagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting and its default. */
class MaiAgentSettingsTest {
  private static Service service(Map<String, String> values) {
    return Bases.service("maiagent://kb-1/notes", values);
  }

  @Test
  void theDefaults() {
    Service service = service(Map.of());
    assertThat(service.base()).hasToString("https://api.maiagent.ai/api/v1/");
    assertThat(service.container()).isEqualTo("kb-1");
    assertThat(service.batchSize()).isEqualTo(100);
    assertThat(service.pageSize()).isEqualTo(100);
    assertThat(service.timeout()).isEqualTo(Duration.ofSeconds(300));
    assertThat(service.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(service.maxObjectLength()).isEqualTo(5L << 30);
    assertThat(service.dialect()).isEqualTo(Dialect.maiAgent());
    assertThat(service.names()).isEqualTo(new Names("/"));
    assertThat(service.url(service.dialect().filesPath()))
        .hasToString("https://api.maiagent.ai/api/v1/knowledge-bases/kb-1/files/");
  }

  @ParameterizedTest
  @CsvSource({"good,200,180", "normal,100,300", "poor,50,600"})
  void aNetworkIsNamed(String name, int batchSize, int timeout) {
    Service service = service(Map.of("network", name));
    assertThat(service.batchSize()).isEqualTo(batchSize);
    assertThat(service.timeout()).isEqualTo(Duration.ofSeconds(timeout));
    assertThat(service(Map.of("network", name, "batch-size", "7")).batchSize()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.example, https://x.example/api/v1/",
    "x.example, https://x.example/api/v1/",
    "https://x.example/api, https://x.example/api/",
    "http://127.0.0.1:8000/v2/, http://127.0.0.1:8000/v2/"
  })
  void anEndpointEndsInASlash(String typed, String base) {
    assertThat(service(Map.of("endpoint", typed)).base()).hasToString(base);
  }

  @Test
  void theEnvironmentNamesTheBaseToo() {
    Settings settings = new Settings(Destination.parse("maiagent://kb"), Map.of());
    assertThat(
            MaiAgentSettings.read(settings, Map.of("MAIAGENT_BASE_URL", "https://e.example/api/"))
                .service()
                .base())
        .hasToString("https://e.example/api/");
  }

  @Test
  void pathsAndNamesCanDiffer() {
    Service service =
        service(
            Map.of(
                "files-path", "chatbots/{id}/files/",
                "presign-path", "sign/",
                "reason-path", "why/{file}/",
                "model-name", "attachment",
                "field-name", "upload",
                "parser", "p-1",
                "names", "filename=name,fileSize=bytes",
                "separator", "__",
                "upload-hosts", "cdn.example, .store.example"));
    assertThat(service.dialect().name("filename")).isEqualTo("name");
    assertThat(service.dialect().name("id")).isEqualTo("id");
    assertThat(service.dialect().presignConstants())
        .isEqualTo(Map.of("modelName", "attachment", "fieldName", "upload"));
    assertThat(service.dialect().fileConstants()).isEqualTo(Map.of("parser", "p-1"));
    assertThat(service.names().of(ObjectKey.of("a/b"))).contains("a__b");
    assertThat(service.names().of(ObjectKey.of("a__b"))).isEmpty();
    assertThat(service.names().key("a__b")).contains(ObjectKey.of("a/b"));
    assertThat(service.hosts().problem("https://cdn.example/x")).isEmpty();
    assertThat(service.hosts().problem("https://a.store.example/x")).isEmpty();
    assertThat(service.hosts().problem("http://cdn.example/x")).contains("it is not encrypted");
    assertThat(service.hosts().problem("https://b.s3.ap-northeast-1.amazonaws.com/")).isEmpty();
    assertThat(service.hosts().problem("https://other.example/"))
        .hasValueSatisfying(
            problem -> assertThat(problem).endsWith("set upload-hosts=other.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names=what=ever",
        "endpoint=https://u:p@x.example",
        "batch-size=0",
        "profile=good",
        "network=fast",
        "timeout=soon",
        "colour=red"
      })
  void whatIsWrongIsSaid(String setting) {
    String[] sides = setting.split("=", 2);
    assertThatThrownBy(() -> service(Map.of(sides[0], sides[1])))
        .isInstanceOf(SettingsException.class)
        .hasMessageNotContaining(":p@");
  }
}
