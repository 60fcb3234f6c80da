package dev.davit.cli.run;

import dev.davit.cli.show.FileLines;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the run to the log: what was sent or failed, with {@code --verbose} also what was skipped.
 */
final class RunLog implements EventListener {
  /** The logger's name: it speaks to the log file only. */
  static final String NAME = "dev.davit.run";

  private final Logger log = LoggerFactory.getLogger(NAME);

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.RunStarted e -> log.info("{}", Say.of("begins: to {0}", e.destination()));
      case Event.SourceStarted e ->
          log.info("{}", Say.of("source {0}, job {1}", e.source(), e.jobId()));
      case Event.Found e -> found(e);
      case Event.FileStarted e -> log.debug("{}", FileLines.sending(e.path()));
      case Event.Progressed e -> {}
      case Event.Retrying e -> log.warn("{}", FileLines.of(e));
      case Event.FileFinished e -> finished(e.outcome());
      case Event.IndexingFailed e -> log.error("not indexed {}: {}", e.path(), e.detail());
      case Event.Removed e -> log.info("{}", FileLines.of(e));
      case Event.Notice e -> log.warn("{}", e.sentence());
      case Event.RunFinished e -> finished(e.summary());
    }
  }

  private void found(Event.Found found) {
    if (found.complete()) {
      log.info("{}", Say.of("found {0} files, {1} bytes", found.files(), found.bytes()));
    }
  }

  private void finished(Outcome outcome) {
    switch (outcome) {
      case Outcome.Skipped s when log.isDebugEnabled() -> log.debug("{}", FileLines.of(s));
      case Outcome.Skipped s -> {}
      case Outcome.Stored s -> log.info("{}", FileLines.of(s));
      case Outcome.Planned p -> log.info("{}", FileLines.of(p));
      case Outcome.Deferred d -> log.warn("{}", FileLines.of(d));
      case Outcome.Failed f -> log.error("{}", FileLines.of(f));
    }
  }

  private void finished(Summary summary) {
    log.info(
        "ends: {} after {}; {}; skipped {}",
        summary.ending(),
        summary.took(),
        summary.counts(),
        summary.skipped());
  }
}
