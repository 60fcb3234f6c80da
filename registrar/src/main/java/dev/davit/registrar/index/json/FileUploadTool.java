package dev.davit.registrar.index.json;

import dev.davit.registrar.index.FileHit;
import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.FileQueryBuilder;
import dev.davit.registrar.index.GetResult;
import dev.davit.registrar.index.Interpreted;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.Reason;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.Status;
import dev.davit.registrar.index.TimeRange;
import dev.davit.registrar.index.VersionSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tool {@code file_upload}: the same index under the arguments that agents know already. */
final class FileUploadTool {
  private static final String NOW = "now";

  private final SessionIndex session;
  private final IndexJson json;

  FileUploadTool(SessionIndex session, IndexJson json) {
    this.session = session;
    this.json = json;
  }

  Map<String, Object> call(Map<String, ?> values) {
    Arguments arguments =
        new Arguments(
            values,
            Set.of(
                "session",
                "action",
                "reference",
                "file_type",
                "count",
                "time_range",
                "file_id",
                "query",
                "turn"));
    String action = arguments.text("action").orElse("list");
    return json.list(
        switch (action) {
          case "list" -> session.list(query(arguments));
          case "search" -> session.search(arguments.requiredText("query"), query(arguments));
          case "get" -> get(arguments.requiredText("file_id"));
          default -> throw Arguments.wrong("action", "one of list, get, search");
        });
  }

  private static FileQuery query(Arguments arguments) {
    FileQueryBuilder query = FileQuery.builder();
    String reference = arguments.text("reference").orElse("all");
    Optional<TimeRange> range = arguments.word("time_range", TimeRange.class);
    range.ifPresent(query::timeRange);
    if (!(reference.equals(NOW) && range.isPresent())) {
      query.reference(Arguments.word("reference", Reference.class, reference));
    }
    arguments
        .text("file_type")
        .filter(type -> !type.isBlank())
        .ifPresent(type -> query.fileTypes(List.of(type.strip().split("[,\\s]+"))));
    arguments.number("count").ifPresent(query::count);
    arguments.number("turn").ifPresent(query::turn);
    return query.build();
  }

  private ListResult get(String id) {
    FileQuery query = FileQuery.builder().build();
    return switch (session.get(new FileId(id), VersionSelector.HEAD)) {
      case GetResult.Found found ->
          result(Status.OK, Optional.empty(), List.of(found.file()), query);
      case GetResult.Deleted d ->
          result(Status.NONE, Optional.of(Reason.DELETED), List.of(), query);
      case GetResult.NotFound n ->
          result(Status.NONE, Optional.of(Reason.NO_MATCH), List.of(), query);
    };
  }

  private static ListResult result(
      Status status, Optional<Reason> reason, List<FileHit> files, FileQuery query) {
    return new ListResult(
        status,
        reason,
        files,
        List.of(),
        List.of(),
        files.size(),
        List.of(),
        List.of(),
        new Interpreted(query, "", Optional.empty(), Optional.empty()),
        Optional.empty());
  }
}
