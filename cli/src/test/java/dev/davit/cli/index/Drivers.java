package dev.davit.cli.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.cli.command.CommandLines;
import dev.davit.mcp.IndexServer;
import dev.davit.mcp.StdioServer;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.OpenedSession;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.UploadRecord;
import dev.davit.registrar.index.json.IndexTools;
import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The same questions through the Java API, the command, and the protocol. */
final class Drivers implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-05-20T02:02:00Z");
  private static final Principal LOCAL = new Principal("local");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Path database;
  private final FileIndex index;
  private final OpenedSession opened;
  private final SessionIndex session;

  Drivers(Path folder) throws Exception {
    database = folder.resolve("index.db");
    index = SqliteFileIndex.open(database, Clock.fixed(NOW, ZoneId.of("UTC")));
    opened = index.open(LOCAL, ZoneId.of("Asia/Shanghai"), Locale.ROOT);
    session = index.session(LOCAL, opened.handle());
  }

  void upload(String path, String localTime, int turn) {
    Instant at = OffsetDateTime.parse("2026-05-" + localTime + ":00+08:00").toInstant();
    session.record(UploadRecord.of(path + at, path, "0".repeat(64), 1).withTurn(turn).withAt(at));
  }

  Map<String, Object> throughJava(String tool, Map<String, Object> arguments) throws Exception {
    IndexTools tools = new IndexTools(session);
    Map<String, Object> answer =
        switch (tool) {
          case "file_index_list" -> tools.list(arguments);
          case "file_index_resolve" -> tools.resolve(arguments);
          case "file_index_search" -> tools.search(arguments);
          case "file_upload" -> tools.fileUpload(arguments);
          default -> throw new IllegalArgumentException(tool);
        };
    return JSON.readValue(JSON.writeValueAsString(answer), MAP);
  }

  Map<String, Object> throughTheCommand(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("index"));
    line.addAll(List.of(words));
    line.addAll(
        List.of(
            "--json",
            "--now",
            NOW.toString(),
            "--index",
            database.toString(),
            "--session",
            opened.handle().value()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      int unused = CommandLines.davit().execute(line.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    return JSON.readValue(out.toString(UTF_8), MAP);
  }

  Map<String, Object> throughTheProtocol(String tool, Map<String, Object> arguments)
      throws Exception {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("jsonrpc", "2.0");
    call.put("id", 1);
    call.put("method", "tools/call");
    call.put("params", Map.of("name", tool, "arguments", arguments));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IndexServer server =
        new IndexServer("test", index, Optional.of(opened.handle()), Optional.empty());
    new StdioServer(server, LOCAL, out)
        .serve(new ByteArrayInputStream(JSON.writeValueAsBytes(call)));
    Map<String, Object> answer = JSON.readValue(out.toString(UTF_8), MAP);
    Map<String, Object> result = map(answer.get("result"));
    if (Boolean.TRUE.equals(result.get("isError"))) {
      throw new AssertionError(result);
    }
    return map(result.get("structuredContent"));
  }

  static Map<String, Object> map(Object json) {
    return JSON.convertValue(json, MAP);
  }

  @Override
  public void close() {
    index.close();
  }
}
