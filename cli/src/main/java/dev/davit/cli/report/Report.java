package dev.davit.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of every file to a JSON file, in bounded memory.
 *
 * <p>The file appears whole when the run is over, in place of an older one, readable by its owner
 * only. Until then its parts lie in unnamed files beside it.
 */
public final class Report implements RunReport {
  private final Path target;
  private final List<Event.SourceStarted> sources = new ArrayList<>();
  private final Map<Outcome.SkipReason, Long> skippedByReason =
      new EnumMap<>(Outcome.SkipReason.class);
  private final Map<String, Long> failedByKind = new TreeMap<>();
  private Optional<Summary.Indexed> indexed = Optional.empty();
  private final Map<Section, Spool> spools = new EnumMap<>(Section.class);
  private final Map<Section, Long> counts = new EnumMap<>(Section.class);
  private Event.@Nullable RunStarted started;
  private Duration uploading = Duration.ZERO;
  private long found;
  private long storedBytes;
  private long sentBytes;
  private @Nullable IOException failure;

  private enum Section {
    SUCCESSFUL_FILES,
    FAILED_FILES,
    SKIPPED_FILES,
    DEFERRED_FILES,
    PLANNED_FILES,
    INDEX_FAILED_FILES
  }

  private Report(Path target) {
    this.target = target;
  }

  /**
   * Begins a report.
   *
   * @throws IOException if it could not be written at the end either
   */
  public static Report begin(Path target) throws IOException {
    Report report = new Report(target);
    try {
      for (Section section : Section.values()) {
        report.counts.put(section, 0L);
        report.spools.put(section, Spool.open(WholeFile.beside(target)));
      }
      return report;
    } catch (IOException e) {
      report.close();
      throw e;
    }
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.FileFinished(Outcome outcome)) {
      finished(outcome);
    } else if (event instanceof Event.IndexingFailed failed) {
      add(Section.INDEX_FAILED_FILES, json -> notIndexed(json, failed));
    } else if (event instanceof Event.RunFinished(Summary summary)) {
      indexed = summary.indexed();
    } else if (event instanceof Event.SourceStarted source) {
      sources.add(source);
    } else if (event instanceof Event.RunStarted run) {
      started = run;
    } else if (event instanceof Event.Found more) {
      found = more.files();
    }
  }

  @Override
  public void finish(RunFacts facts) throws IOException {
    if (failure != null) {
      throw failure;
    }
    WholeFile.write(target, file -> write(file, facts));
  }

  @Override
  public void close() throws IOException {
    for (Spool spool : spools.values()) {
      spool.close();
    }
  }

  private void finished(Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored s -> stored(s);
      case Outcome.Failed f -> {
        failedByKind.merge(f.kind(), 1L, Long::sum);
        add(Section.FAILED_FILES, json -> failed(json, f));
      }
      case Outcome.Skipped s -> {
        skippedByReason.merge(s.reason(), 1L, Long::sum);
        add(Section.SKIPPED_FILES, json -> reason(json, s.path(), s.reason(), s.detail()));
      }
      case Outcome.Deferred d ->
          add(Section.DEFERRED_FILES, json -> reason(json, d.path(), d.reason(), d.detail()));
      case Outcome.Planned p -> add(Section.PLANNED_FILES, json -> planned(json, p));
    }
  }

  private void add(Section section, Spool.Element element) {
    counts.merge(section, 1L, Long::sum);
    if (failure != null) {
      return;
    }
    try {
      Optional.ofNullable(spools.get(section)).orElseThrow().add(element);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void stored(Outcome.Stored s) {
    uploading = uploading.plus(s.took());
    storedBytes += s.length();
    sentBytes += s.sentBytes();
    add(
        Section.SUCCESSFUL_FILES,
        json -> {
          json.writeStringField("file_path", filePath(s.path()));
          json.writeNumberField("file_size", s.length());
          json.writeNumberField("upload_time", JsonText.seconds(s.took()));
          json.writeStringField("key", s.key().value());
          json.writeStringField("why", JsonText.of(s.why()));
          json.writeStringField("verified_by", s.verifiedBy());
          json.writeNumberField("sent_bytes", s.sentBytes());
          json.writeNumberField("attempts", s.attempts());
        });
  }

  private void failed(JsonGenerator json, Outcome.Failed f) throws IOException {
    json.writeStringField("file_path", filePath(f.path()));
    json.writeStringField("error", f.error());
    json.writeNumberField("retry_count", f.attempts() - 1);
    json.writeStringField("kind", f.kind());
    json.writeNumberField("attempts", f.attempts());
  }

  private void notIndexed(JsonGenerator json, Event.IndexingFailed failed) throws IOException {
    json.writeStringField("file_path", filePath(failed.path()));
    json.writeStringField("error", failed.detail());
  }

  private void reason(JsonGenerator json, RelativePath path, Enum<?> reason, String detail)
      throws IOException {
    json.writeStringField("file_path", filePath(path));
    json.writeStringField("reason", JsonText.of(reason));
    json.writeStringField("detail", detail);
  }

  private void planned(JsonGenerator json, Outcome.Planned p) throws IOException {
    json.writeStringField("file_path", filePath(p.path()));
    json.writeNumberField("file_size", p.length());
    json.writeStringField("key", p.key().value());
    json.writeStringField("why", JsonText.of(p.why()));
  }

  private String filePath(RelativePath path) {
    return sources.isEmpty() ? path.value() : sources.getLast().source() + "/" + path.value();
  }

  private void write(FileChannel file, RunFacts facts) throws IOException {
    JsonGenerator json = JsonText.generator(Channels.newOutputStream(file));
    json.useDefaultPrettyPrinter();
    json.writeStartObject();
    summary(json);
    run(json, facts);
    for (Map.Entry<Section, Spool> each : spools.entrySet()) {
      section(json, JsonText.of(each.getKey()), each.getValue(), file);
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void section(JsonGenerator json, String name, Spool spool, WritableByteChannel file)
      throws IOException {
    json.writeArrayFieldStart(name);
    json.flush();
    spool.copyTo(file);
    json.writeEndArray();
  }

  private void summary(JsonGenerator json) throws IOException {
    long successful = count(Section.SUCCESSFUL_FILES);
    long total =
        counts.values().stream().mapToLong(Long::longValue).sum()
            - count(Section.INDEX_FAILED_FILES);
    json.writeObjectFieldStart("summary");
    json.writeNumberField("total_files", Math.max(found, total));
    json.writeNumberField("successful_uploads", successful);
    json.writeNumberField("failed_uploads", count(Section.FAILED_FILES));
    json.writeNumberField(
        "average_upload_time", successful == 0 ? 0 : JsonText.seconds(uploading) / successful);
    json.writeNumberField("skipped", count(Section.SKIPPED_FILES));
    json.writeNumberField("deferred", count(Section.DEFERRED_FILES));
    json.writeNumberField("planned", count(Section.PLANNED_FILES));
    json.writeNumberField("stored_bytes", storedBytes);
    json.writeNumberField("sent_bytes", sentBytes);
    json.writeObjectFieldStart("skipped_by_reason");
    for (Map.Entry<Outcome.SkipReason, Long> each : skippedByReason.entrySet()) {
      json.writeNumberField(JsonText.of(each.getKey()), each.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("failed_by_kind");
    for (Map.Entry<String, Long> each : failedByKind.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
    if (indexed.isPresent()) {
      json.writeObjectFieldStart("indexing");
      json.writeNumberField("done", indexed.get().done());
      json.writeNumberField("failed", indexed.get().failed());
      json.writeNumberField("pending", indexed.get().pending());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private long count(Section section) {
    return counts.getOrDefault(section, 0L);
  }

  private void run(JsonGenerator json, RunFacts facts) throws IOException {
    json.writeObjectFieldStart("run");
    json.writeStringField("davit_version", facts.version());
    json.writeStringField("destination", facts.destination());
    json.writeStringField("mode", facts.dryRun() ? "dry" : "real");
    if (started != null) {
      json.writeStringField("started", started.at().toString());
    }
    json.writeNumberField("took_seconds", JsonText.seconds(facts.took()));
    json.writeStringField("ending", facts.ending());
    json.writeNumberField("exit_code", facts.exitCode());
    if (!facts.error().isEmpty()) {
      json.writeStringField("error", facts.error());
    }
    json.writeArrayFieldStart("jobs");
    for (Event.SourceStarted source : sources) {
      json.writeStartObject();
      json.writeStringField("source", source.source().toString());
      json.writeStringField("job_id", source.jobId());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
