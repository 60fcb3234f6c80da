package dev.davit.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.davit.cli.show.Ticked;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Plan;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events of a run as NDJSON: one object per line, in order.
 *
 * <p>Every object has {@code seq} (from 1, without gaps), {@code at} (ISO 8601, UTC) and {@code
 * event}, one of:
 *
 * <ul>
 *   <li>{@code run_started}: {@code destination}
 *   <li>{@code source_started}: {@code source}, {@code job}
 *   <li>{@code found}: {@code files}, {@code bytes}, {@code complete}
 *   <li>{@code file_started}: {@code path}, {@code bytes}, {@code why}
 *   <li>{@code progressed}: {@code path}, {@code bytes} (more than before; may be negative)
 *   <li>{@code retrying}: {@code path}, {@code attempt}, {@code pause_seconds}, {@code error}
 *   <li>{@code file_finished}: {@code path}, {@code outcome} and what belongs to it:
 *       <ul>
 *         <li>{@code stored}: {@code key}, {@code bytes}, {@code why}, {@code verified_by}, {@code
 *             attempts}, {@code sent_bytes}, {@code took_seconds}
 *         <li>{@code planned}: {@code key}, {@code bytes}, {@code why}
 *         <li>{@code skipped}, {@code deferred}: {@code reason}, {@code detail}
 *         <li>{@code failed}: {@code kind}, {@code error}, {@code attempts}
 *       </ul>
 *   <li>{@code notice}: {@code message}
 *   <li>{@code run_finished}: {@code ending}, {@code found}, {@code stored}, {@code planned},
 *       {@code skipped}, {@code deferred}, {@code failed}, {@code stored_bytes}, {@code
 *       sent_bytes}, {@code took_seconds}, {@code skipped_by_reason}; of a dry run also {@code
 *       plan}: {@code files}, {@code bytes}, {@code requests} and {@code expected_seconds} if they
 *       are known, {@code by_reason}
 *   <li>{@code registered}, if anybody is told of uploads: {@code delivered}, {@code postponed},
 *       {@code refused}
 *   <li>{@code exit}, always last: {@code code}, {@code meaning}, and {@code error} if there was
 *       one
 * </ul>
 *
 * <p>Names that exist keep their meaning; new ones may come. When the reader goes away, nothing
 * more is written and the run goes on.
 */
public final class EventStream implements EventListener, Ticked {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final JsonGenerator json;
  private final Clock clock;
  private long seq;
  private boolean broken;

  /** Makes one. */
  public EventStream(OutputStream out, Clock clock) {
    this.clock = clock;
    try {
      json = JsonText.generator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.RunStarted e ->
          write("run_started", () -> json.writeStringField("destination", e.destination()));
      case Event.SourceStarted e -> write("source_started", () -> source(e));
      case Event.Found e -> write("found", () -> found(e));
      case Event.FileStarted e -> write("file_started", () -> started(e));
      case Event.Progressed e -> write("progressed", () -> progressed(e));
      case Event.Retrying e -> write("retrying", () -> retrying(e));
      case Event.FileFinished e -> write("file_finished", () -> outcome(e.outcome()));
      case Event.IndexingFailed e ->
          write(
              "indexing_failed",
              () -> {
                json.writeStringField("path", e.path().value());
                json.writeStringField("detail", e.detail());
              });
      case Event.Removed e ->
          write(
              "removed",
              () -> {
                json.writeStringField("path", e.path().value());
                json.writeStringField("key", e.key().value());
              });
      case Event.Notice e -> write("notice", () -> json.writeStringField("message", e.sentence()));
      case Event.RunFinished e -> write("run_finished", () -> summary(e.summary()));
    }
  }

  /** Writes what became of registrations. */
  public void registered(long delivered, long postponed, long refused) {
    write(
        "registered",
        () -> {
          json.writeNumberField("delivered", delivered);
          json.writeNumberField("postponed", postponed);
          json.writeNumberField("refused", refused);
        });
  }

  /** Writes the last line. */
  public void exit(int code, String meaning, String error) {
    write(
        "exit",
        () -> {
          json.writeNumberField("code", code);
          json.writeStringField("meaning", meaning);
          if (!error.isEmpty()) {
            json.writeStringField("error", error);
          }
        });
    end(0);
  }

  @Override
  public void tick(long nanos) {
    guarded(json::flush);
  }

  @Override
  public void end(long nanos) {
    tick(nanos);
  }

  private void source(Event.SourceStarted e) throws IOException {
    json.writeStringField("source", e.source().toString());
    json.writeStringField("job", e.jobId());
  }

  private void found(Event.Found e) throws IOException {
    json.writeNumberField("files", e.files());
    json.writeNumberField("bytes", e.bytes());
    json.writeBooleanField("complete", e.complete());
  }

  private void started(Event.FileStarted e) throws IOException {
    json.writeStringField("path", e.path().value());
    json.writeNumberField("bytes", e.length());
    json.writeStringField("why", JsonText.of(e.why()));
  }

  private void progressed(Event.Progressed e) throws IOException {
    json.writeStringField("path", e.path().value());
    json.writeNumberField("bytes", e.bytes());
  }

  private void retrying(Event.Retrying e) throws IOException {
    json.writeStringField("path", e.path().value());
    json.writeNumberField("attempt", e.attempt());
    json.writeNumberField("pause_seconds", JsonText.seconds(e.pause()));
    json.writeStringField("error", e.error());
  }

  private void outcome(Outcome outcome) throws IOException {
    json.writeStringField("path", outcome.path().value());
    switch (outcome) {
      case Outcome.Stored s -> stored(s);
      case Outcome.Planned p -> planned(p);
      case Outcome.Skipped s -> reason("skipped", s.reason(), s.detail());
      case Outcome.Deferred d -> reason("deferred", d.reason(), d.detail());
      case Outcome.Failed f -> failed(f);
    }
  }

  private void stored(Outcome.Stored s) throws IOException {
    json.writeStringField("outcome", "stored");
    json.writeStringField("key", s.key().value());
    json.writeNumberField("bytes", s.length());
    json.writeStringField("why", JsonText.of(s.why()));
    json.writeStringField("verified_by", s.verifiedBy());
    json.writeNumberField("attempts", s.attempts());
    json.writeNumberField("sent_bytes", s.sentBytes());
    json.writeNumberField("took_seconds", JsonText.seconds(s.took()));
  }

  private void planned(Outcome.Planned p) throws IOException {
    json.writeStringField("outcome", "planned");
    json.writeStringField("key", p.key().value());
    json.writeNumberField("bytes", p.length());
    json.writeStringField("why", JsonText.of(p.why()));
  }

  private void reason(String outcome, Enum<?> reason, String detail) throws IOException {
    json.writeStringField("outcome", outcome);
    json.writeStringField("reason", JsonText.of(reason));
    json.writeStringField("detail", detail);
  }

  private void failed(Outcome.Failed f) throws IOException {
    json.writeStringField("outcome", "failed");
    json.writeStringField("kind", f.kind());
    json.writeStringField("error", f.error());
    json.writeNumberField("attempts", f.attempts());
  }

  private void summary(Summary summary) throws IOException {
    Summary.Counts counts = summary.counts();
    json.writeStringField("ending", JsonText.of(summary.ending()));
    json.writeNumberField("found", counts.found());
    json.writeNumberField("stored", counts.stored());
    json.writeNumberField("planned", counts.planned());
    json.writeNumberField("skipped", counts.skipped());
    json.writeNumberField("deferred", counts.deferred());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("stored_bytes", counts.storedBytes());
    json.writeNumberField("sent_bytes", counts.sentBytes());
    json.writeNumberField("took_seconds", JsonText.seconds(summary.took()));
    json.writeObjectFieldStart("skipped_by_reason");
    for (Outcome.SkipReason reason : Outcome.SkipReason.values()) {
      if (summary.skipped().containsKey(reason)) {
        json.writeNumberField(JsonText.of(reason), summary.skipped().get(reason));
      }
    }
    json.writeEndObject();
    if (summary.plan().isPresent()) {
      plan(summary.plan().get());
    }
  }

  private void plan(Plan plan) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeNumberField("files", plan.total().files());
    json.writeNumberField("bytes", plan.total().bytes());
    if (plan.requests().isPresent()) {
      json.writeNumberField("requests", plan.requests().getAsLong());
    }
    if (plan.expected().isPresent()) {
      json.writeNumberField("expected_seconds", JsonText.seconds(plan.expected().get()));
    }
    json.writeObjectFieldStart("by_reason");
    for (Why why : Why.values()) {
      Plan.Amount amount = plan.amounts().get(why);
      if (amount != null) {
        json.writeObjectFieldStart(JsonText.of(why));
        json.writeNumberField("files", amount.files());
        json.writeNumberField("bytes", amount.bytes());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(String event, Writing fields) {
    guarded(() -> {
      json.writeStartObject();
      json.writeNumberField("seq", ++seq);
      json.writeStringField("at", clock.instant().toString());
      json.writeStringField("event", event);
      fields.write();
      json.writeEndObject();
      json.writeRaw('\n');
    });
  }

  private void guarded(Writing writing) {
    lock.lock();
    try {
      if (!broken) {
        writing.write();
      }
    } catch (IOException e) {
      broken = true;
      log.warn("standard output takes no more events ({}); the run goes on", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }
}
