package dev.davit.registrar.index.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.registrar.index.FileHit;
import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.GetResult;
import dev.davit.registrar.index.Interpreted;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.LoggedEvent;
import dev.davit.registrar.index.OpenedSession;
import dev.davit.registrar.index.Reason;
import dev.davit.registrar.index.Recorded;
import dev.davit.registrar.index.ResolveResult;
import dev.davit.registrar.index.Scope;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.VersionSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes results as the structured content of the tools. What is absent is left out, never null.
 *
 * <p>Names and paths are as users chose them, whatever they say: data, cut to no shape.
 */
public final class IndexJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PLAIN_SHA256 = "[0-9a-f]{64}";

  private final SessionHandle session;

  /** Writes results of one session. */
  public IndexJson(SessionHandle session) {
    this.session = session;
  }

  /** Writes structured content as text. */
  public static String text(Map<String, Object> content) {
    try {
      return MAPPER.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the answer to {@code file_index_open}. */
  public static Map<String, Object> opened(OpenedSession opened) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session", opened.handle().value());
    json.put("expires_at", opened.expiresAt().toString());
    return json;
  }

  /** Writes the answer to {@code file_index_list} and {@code file_index_search}. */
  public Map<String, Object> list(ListResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", result.status().word());
    result.reason().map(Reason::word).ifPresent(reason -> json.put("reason", reason));
    json.put("files", files(result.files()));
    putUnlessEmpty(json, "alternatives", files(result.alternatives()));
    putUnlessEmpty(json, "suggestions", files(result.suggestions()));
    json.put("total", result.total());
    json.put("focus", result.focus().stream().map(FileId::value).toList());
    putUnlessEmpty(json, "relaxed", result.relaxed());
    json.put("interpreted", interpreted(result.interpreted()));
    result.nextCursor().ifPresent(cursor -> json.put("next_cursor", cursor));
    return json;
  }

  /** Writes the answer to {@code file_index_resolve}. */
  public Map<String, Object> resolved(ResolveResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", result.status().word());
    json.put("results", result.results().stream().map(this::list).toList());
    return json;
  }

  /** Writes the answer to {@code file_index_get}. */
  public Map<String, Object> got(GetResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (result) {
      case GetResult.Found found -> {
        json.put("status", "ok");
        json.put("file", file(found.file()));
        json.put("uploads", found.uploads());
      }
      case GetResult.Deleted d -> json.put("status", "deleted");
      case GetResult.NotFound n -> json.put("status", "not_found");
    }
    return json;
  }

  /** Writes the answer to {@code file_index_record}. */
  public Map<String, Object> recorded(Recorded recorded) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file(recorded.file()));
    json.put("duplicate", recorded.duplicate());
    return json;
  }

  /** Writes the answer to {@code file_index_forget}. */
  public static Map<String, Object> forgotten(boolean wasThere) {
    return Map.of("status", wasThere ? "deleted" : "not_found");
  }

  /** Writes what happened. */
  public static Map<String, Object> log(List<LoggedEvent> events) {
    return Map.of("events", events.stream().map(IndexJson::event).toList());
  }

  private static Map<String, Object> event(LoggedEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seq", event.seq());
    json.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
    json.put("file_id", event.file().value());
    json.put("path", event.path());
    json.put("at", event.at().toString());
    event.turn().ifPresent(turn -> json.put("turn", turn));
    event.version().ifPresent(version -> json.put("version", version));
    return json;
  }

  /** Writes one file. */
  public Map<String, Object> file(FileHit hit) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file_id", hit.id().value());
    json.put("version", hit.version());
    json.put("head_version", hit.headVersion());
    json.put("name", hit.name());
    json.put("path", hit.path());
    json.put("families", hit.families());
    hit.mime().ifPresent(mime -> json.put("mime", mime));
    json.put("size", hit.size());
    if (hit.sha256().matches(PLAIN_SHA256)) {
      json.put("sha256", hit.sha256());
    }
    json.put("uploaded_at", hit.uploadedAt().toString());
    hit.turn().ifPresent(turn -> json.put("turn", turn));
    hit.store().ifPresent(store -> json.put("store", store));
    hit.key().ifPresent(key -> json.put("key", key));
    json.put("uri", "upload-index://" + session.value() + "/" + hit.id().value());
    return json;
  }

  private List<Map<String, Object>> files(List<FileHit> hits) {
    return hits.stream().map(this::file).toList();
  }

  private static Map<String, Object> interpreted(Interpreted interpreted) {
    FileQuery query = interpreted.query();
    Map<String, Object> json = new LinkedHashMap<>();
    if (interpreted.search().isEmpty()) {
      json.put("reference", query.reference().word());
    } else {
      json.put("query", interpreted.search());
    }
    query.count().ifPresent(count -> json.put("count", count));
    query.index().ifPresent(index -> json.put("index", index));
    if (query.scope() != Scope.AUTO) {
      json.put("scope", query.scope().word());
    }
    putUnlessEmpty(json, "file_type", query.fileTypes());
    putUnlessEmpty(json, "names", query.names());
    Optional.of(query.version())
        .filter(version -> !version.equals(VersionSelector.HEAD))
        .ifPresent(version -> json.put("version", version.word()));
    query.timeRange().ifPresent(range -> json.put("time_range", range.word()));
    interpreted.since().ifPresent(since -> json.put("since", since.toString()));
    interpreted.until().ifPresent(until -> json.put("until", until.toString()));
    query.turnFilter().ifPresent(turn -> json.put("turn_filter", turn));
    query.turn().ifPresent(turn -> json.put("turn", turn));
    return json;
  }

  private static void putUnlessEmpty(Map<String, Object> json, String name, List<?> values) {
    if (!values.isEmpty()) {
      json.put(name, values);
    }
  }
}
