package dev.davit.cli.run;

import dev.davit.cli.report.FailedList;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.RunRecord;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carries out {@code davit status}. */
public final class StatusRun {
  private static final double MILLIS = 1e3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final Verb verb;
  private final StateOptions state;

  /** Prepares it. */
  public StatusRun(Verb verb, StateOptions state) {
    this.verb = verb;
    this.state = state;
  }

  /** Does it. */
  public ExitCode run() {
    List<JobStatus> jobs = verb.davit().jobs(state);
    if (jobs.isEmpty()) {
      verb.text(
          Say.of("No job has run yet; there is no state in {0}.", verb.stateDirectory(state)));
    }
    jobs.forEach(this::tell);
    return ExitCode.OK;
  }

  private void tell(JobStatus job) {
    Optional<RunRecord> last = job.runs().stream().findFirst();
    verb.text(Say.of("{0} to {1}", job.job().job().source(), job.job().job().destination()));
    String running = job.job().running() ? Say.of("running now; ") : "";
    verb.text("  " + running + Say.of("last run: {0}", words(last)));
    waiting(job).ifPresent(line -> verb.text("  " + Say.of("waiting: {0}", line)));
    if (job.registrations().dead() > 0) {
      verb.text(
          "  "
              + Say.of(
                  "refused: {0}; davit register shows why",
                  Words.count(job.registrations().dead(), "registration")));
    }
    Path failed = job.job().folder().resolve(FailedList.NAME);
    if (Files.exists(failed)) {
      verb.text("  " + Say.of("failed files: {0}", failed));
    }
    verb.json(
        "job",
        json -> {
          json.writeStringField("job", job.job().job().id());
          json.writeStringField("source", job.job().job().source().toString());
          json.writeStringField("destination", job.job().job().destination());
          json.writeStringField("folder", job.job().folder().toString());
          json.writeBooleanField("running", job.job().running());
          json.writeNumberField("unfinished", job.unfinished());
          json.writeNumberField("waiting", job.registrations().pending());
          json.writeNumberField("refused", job.registrations().dead());
          json.writeNumberField("registered", job.registrations().delivered());
          if (last.isPresent()) {
            json.writeObjectFieldStart("last_run");
            json.writeStringField("begun_at", last.get().begunAt().toString());
            json.writeNumberField("took_seconds", last.get().took().toMillis() / MILLIS);
            json.writeStringField("ending", last.get().ending());
            json.writeNumberField("stored", last.get().stored());
            json.writeNumberField("skipped", last.get().skipped());
            json.writeNumberField("deferred", last.get().deferred());
            json.writeNumberField("failed", last.get().failed());
            json.writeNumberField("stored_bytes", last.get().storedBytes());
            json.writeEndObject();
          }
        });
  }

  private static String words(Optional<RunRecord> last) {
    if (last.isEmpty()) {
      return Say.of("none has ended yet");
    }
    RunRecord run = last.get();
    String deferred =
        run.deferred() == 0
            ? ""
            : Say.of(", left to the next run {0}", Words.number(run.deferred()));
    return Say.of(
        "{0}, {1} after {2}; sent {3} ({4}), skipped {5}, failed {6}{7}",
        TIME.format(run.begunAt()),
        ending(run.ending()),
        Words.span(Duration.ofMillis(run.took().toMillis())),
        Words.count(run.stored(), "file"),
        Words.bytes(run.storedBytes()),
        Words.number(run.skipped()),
        Words.number(run.failed()),
        deferred);
  }

  private static String ending(String ending) {
    return switch (ending) {
      case "complete" -> Say.of("complete");
      case "interrupted" -> Say.of("interrupted");
      case "limited" -> Say.of("limited");
      default -> Say.of("stopped");
    };
  }

  private static Optional<String> waiting(JobStatus job) {
    List<String> waiting = new ArrayList<>();
    if (job.unfinished() > 0) {
      waiting.add(Words.count(job.unfinished(), "unfinished upload"));
    }
    if (job.registrations().pending() > 0) {
      waiting.add(Words.count(job.registrations().pending(), "registration"));
    }
    return waiting.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", waiting));
  }
}
