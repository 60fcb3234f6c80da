package dev.davit.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadToolTest {
  @TempDir Path folder;
  private Path root;
  private Bench bench;
  private IndexServer server;

  @BeforeEach
  void allow() throws IOException {
    bench = new Bench(folder);
    root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(root.resolve("a.txt"), "a");
    Files.createDirectory(root.resolve("sub"));
    Files.writeString(root.resolve("sub/b.txt"), "b");
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createSymbolicLink(root.resolve("secret-link.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("sub/secret-link.txt"), folder.resolve("secret.txt"));
    Files.createDirectory(folder.resolve("root-beside"));
    Files.writeString(folder.resolve("root-beside/c.txt"), "c");
    server =
        bench.bound(
            Optional.of(
                new UploadTool(
                    Davit.create(),
                    List.of(root),
                    Map.of(
                        "store",
                        new UploadTool.Place(
                            Destination.parse("local:" + folder.resolve("store")), Map.of())))));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
    return Bench.talk(server, Bench.call(1, tool, arguments)).getFirst().get("result");
  }

  private JsonNode upload(String path) throws IOException {
    return call("upload", Map.of("path", path, "destination", "store", "turn", 3));
  }

  @Test
  void whatIsSentIsStoredAndFoundAgain() throws IOException {
    JsonNode sent = upload("a.txt").get("structuredContent");
    assertThat(sent.get("status").asText()).isEqualTo("ok");
    assertThat(folder.resolve("store/a.txt")).hasContent("a");
    JsonNode found =
        call("file_index_resolve", Map.of("text", "this file", "turn", 3))
            .at("/structuredContent/results/0/files");
    assertThat(found).isEqualTo(sent.get("files"));
    assertThat(found.at("/0/turn").asInt()).isEqualTo(3);
    assertThat(found.at("/0/store").asText()).isEqualTo("local:" + folder.resolve("store"));
  }

  @Test
  void whatIsThereAlreadyIsRecordedAllTheSame() throws IOException {
    upload("a.txt");
    JsonNode again =
        call("upload", Map.of("path", "a.txt", "destination", "store", "turn", 9))
            .get("structuredContent");
    assertThat(again.get("unchanged").asInt()).isEqualTo(1);
    assertThat(again.at("/files/0/turn").asInt()).isEqualTo(9);
    assertThat(again.at("/files/0/version").asInt()).isEqualTo(1);
  }

  @Test
  void linksInAFolderAreNotFollowed() throws IOException {
    JsonNode sent = upload(".").get("structuredContent");
    assertThat(sent.get("stored").asInt()).isEqualTo(2);
    assertThat(folder.resolve("store/sub/b.txt")).exists();
    try (var stored = Files.walk(folder.resolve("store"))) {
      assertThat(stored.map(Path::toString).filter(path -> path.contains("secret"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "out/secret.txt",
        "out",
        "secret-link.txt",
        "sub/../../secret.txt",
        "../root-beside/c.txt",
        "/etc/passwd",
        "missing.txt",
        "a\u0000b"
      })
  void whatLiesOutsideIsNotThere(String path) throws IOException {
    JsonNode refused = upload(path);
    assertThat(refused.get("isError").asBoolean()).isTrue();
    assertThat(refused.at("/content/0/text").asText()).startsWith("not_found");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void onlyAllowedDestinationsAreKnown() throws IOException {
    assertThat(
            call("upload", Map.of("path", "a.txt", "destination", "local:/tmp"))
                .at("/content/0/text")
                .asText())
        .startsWith("unknown_destination");
    assertThat(
            call("upload_destinations", Map.of())
                .at("/structuredContent/destinations/0/name")
                .asText())
        .isEqualTo("store");
  }

  @Test
  void thereIsNoUploadUnlessItIsAllowed() throws IOException {
    JsonNode answer =
        Bench.talk(
                bench.bound(Optional.empty()),
                Bench.call(1, "upload", Map.of("path", "a.txt", "destination", "store")))
            .getFirst();
    assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
  }
}
