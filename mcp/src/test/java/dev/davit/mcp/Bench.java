package dev.davit.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An index, and what it answers to lines. */
final class Bench implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final Principal ALICE = new Principal("alice");

  final FileIndex index;
  final SessionHandle session;

  Bench(Path folder) {
    index = SqliteFileIndex.open(folder.resolve("index.db"), Clock.systemUTC());
    session = index.open(ALICE, ZoneOffset.UTC, Locale.ROOT).handle();
  }

  IndexServer bound(Optional<UploadTool> uploads) {
    return new IndexServer("test", index, Optional.of(session), uploads);
  }

  IndexServer free() {
    return new IndexServer("test", index, Optional.empty(), Optional.empty());
  }

  /** Returns what a server says to lines, line by line. */
  static List<JsonNode> talk(IndexServer server, String... lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StdioServer(server, ALICE, out)
        .serve(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
    return out.toString(UTF_8).lines().map(Bench::read).toList();
  }

  static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  static String call(int id, String tool, Map<String, ?> arguments) throws IOException {
    return request(id, "tools/call", Map.of("name", tool, "arguments", arguments));
  }

  static String request(int id, String method, Map<String, ?> params) throws IOException {
    return JSON.writeValueAsString(
        Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
  }

  static Map<String, Object> upload(String path, String id) {
    return Map.of("path", path, "size", 1, "sha256", "0".repeat(64), "upload_id", id);
  }

  @Override
  public void close() {
    index.close();
  }
}
