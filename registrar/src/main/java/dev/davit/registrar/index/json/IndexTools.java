package dev.davit.registrar.index.json;

import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.FileQueryBuilder;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.ResolveContext;
import dev.davit.registrar.index.Scope;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.TimeRange;
import dev.davit.registrar.index.UploadRecord;
import dev.davit.registrar.index.VersionSelector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tools over one session: arguments as JSON has them in, structured content out. Arguments that
 * cannot be are {@link IllegalArgumentException}s, with a message for the caller. The session was
 * chosen by the host: {@code session} among the arguments is not looked at.
 */
public final class IndexTools {
  private static final Set<String> LIST =
      Set.of(
          "session",
          "reference",
          "count",
          "index",
          "scope",
          "file_type",
          "names",
          "time_range",
          "since",
          "until",
          "turn_filter",
          "turn",
          "version",
          "page_size",
          "cursor");
  private static final Set<String> SEARCH =
      Set.of(
          "session",
          "query",
          "file_type",
          "time_range",
          "since",
          "until",
          "turn_filter",
          "turn",
          "page_size",
          "cursor");
  private static final Set<String> RECORD =
      Set.of(
          "session",
          "path",
          "sha256",
          "size",
          "mime",
          "store",
          "key",
          "turn",
          "upload_id",
          "uploaded_at");

  private final SessionIndex session;
  private final IndexJson json;

  /** Works on a session. */
  public IndexTools(SessionIndex session) {
    this.session = session;
    json = new IndexJson(session.handle());
  }

  /** Answers {@code file_index_list}. */
  public Map<String, Object> list(Map<String, ?> values) {
    return json.list(session.list(query(new Arguments(values, LIST))));
  }

  /** Answers {@code file_index_search}. */
  public Map<String, Object> search(Map<String, ?> values) {
    Arguments arguments = new Arguments(values, SEARCH);
    return json.list(session.search(arguments.requiredText("query"), query(arguments)));
  }

  /** Answers {@code file_index_resolve}. */
  public Map<String, Object> resolve(Map<String, ?> values) {
    Arguments arguments = new Arguments(values, Set.of("session", "text", "turn", "locale"));
    ResolveContext context =
        new ResolveContext(
            arguments.number("turn"), arguments.text("locale").map(Locale::forLanguageTag));
    return json.resolved(session.resolve(arguments.requiredText("text"), context));
  }

  /** Answers {@code file_index_get}. */
  public Map<String, Object> get(Map<String, ?> values) {
    Arguments arguments = new Arguments(values, Set.of("session", "file_id", "version"));
    FileId id = new FileId(arguments.requiredText("file_id"));
    VersionSelector version =
        arguments.text("version").map(VersionSelector::of).orElse(VersionSelector.HEAD);
    return json.got(session.get(id, version));
  }

  /** Answers {@code file_index_record}. */
  public Map<String, Object> record(Map<String, ?> values) {
    Arguments arguments = new Arguments(values, RECORD);
    String sha256 = arguments.requiredText("sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw Arguments.wrong("sha256", "64 lower-case hexadecimal digits");
    }
    UploadRecord upload =
        new UploadRecord(
            arguments.requiredText("upload_id"),
            arguments.requiredText("path"),
            sha256,
            arguments.requiredSize("size"),
            arguments.text("mime"),
            arguments.text("store"),
            arguments.text("key"),
            arguments.number("turn"),
            arguments.instant("uploaded_at"),
            List.of());
    return json.recorded(session.record(upload));
  }

  /** Answers {@code file_index_forget}. */
  public Map<String, Object> forget(Map<String, ?> values) {
    Arguments arguments = new Arguments(values, Set.of("session", "file_id"));
    return IndexJson.forgotten(session.forget(new FileId(arguments.requiredText("file_id"))));
  }

  /** Answers {@code file_upload}. */
  public Map<String, Object> fileUpload(Map<String, ?> values) {
    return new FileUploadTool(session, json).call(values);
  }

  /** Returns the query that {@code file_index_list} makes of arguments. */
  public static FileQuery query(Map<String, ?> values) {
    return query(new Arguments(values, LIST));
  }

  private static FileQuery query(Arguments arguments) {
    FileQueryBuilder query = FileQuery.builder();
    arguments.word("reference", Reference.class).ifPresent(query::reference);
    arguments.number("count").ifPresent(query::count);
    arguments.number("index").ifPresent(query::index);
    arguments.word("scope", Scope.class).ifPresent(query::scope);
    query.fileTypes(arguments.texts("file_type"));
    query.names(arguments.texts("names"));
    arguments.word("time_range", TimeRange.class).ifPresent(query::timeRange);
    arguments.instant("since").ifPresent(query::since);
    arguments.instant("until").ifPresent(query::until);
    arguments.number("turn_filter").ifPresent(query::turnFilter);
    arguments.number("turn").ifPresent(query::turn);
    arguments.text("version").map(VersionSelector::of).ifPresent(query::version);
    arguments.number("page_size").ifPresent(query::pageSize);
    arguments.text("cursor").ifPresent(query::cursor);
    return query.build();
  }
}
