package dev.davit.cli.run;

import dev.davit.cli.report.EventStream;
import dev.davit.cli.report.FailedList;
import dev.davit.cli.report.RunReport;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.FileLines;
import dev.davit.cli.show.LineProgress;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.show.Tally;
import dev.davit.cli.show.Terminal;
import dev.davit.cli.show.TerminalProgress;
import dev.davit.cli.show.Ticked;
import dev.davit.cli.show.Ticker;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import java.util.ArrayList;
import java.util.List;

/** Tells everyone who asked what happens during a run. */
final class Telling {
  private static final int NOT_INDEXED_SHOWN = 20;

  private final Orders orders;
  private final boolean endless;
  private final Console console;
  private final Terminal terminal;
  private final Tally tally = new Tally();
  private final List<EventListener> listeners = new ArrayList<>();
  private final List<Ticked> ticked = new ArrayList<>();
  private int notIndexed;

  Telling(Orders orders, Console console, Terminal terminal, boolean endless) {
    this.orders = orders;
    this.endless = endless;
    this.console = console;
    this.terminal = terminal;
    listeners.add(tally);
    listenAs(orders.output());
  }

  /** Tells a log file too. */
  void logged() {
    listeners.add(new RunLog());
  }

  /** Tells a report too. */
  void reported(RunReport report) {
    listeners.add(report);
  }

  /** Lists what failed too. */
  void listed(FailedList list) {
    listeners.add(list);
  }

  /** Tells machines too. */
  void streamed(EventStream events) {
    listeners.add(events);
    ticked.add(events);
  }

  /** Tells something that no event says. */
  void note(String sentence) {
    all().on(new Event.Notice(sentence));
  }

  private EventListener all() {
    return listeners.stream().reduce(EventListener::and).orElseThrow();
  }

  /** Tells somebody else too. */
  void heard(EventListener listener) {
    listeners.add(listener);
  }

  /** Does work and tells of it. */
  Summary during(Work work) throws InterruptedException {
    EventListener all = all();
    showProgress();
    try (Ticker ticker = Ticker.start(ticked)) {
      return work.run(all);
    }
  }

  /** What is told of. */
  interface Work {
    Summary run(EventListener listener) throws InterruptedException;
  }

  private void listenAs(Orders.Output output) {
    switch (output) {
      case VERBOSE -> listeners.add(new FileLines(console::result));
      case NORMAL -> {
        if (orders.dryRun()) {
          listeners.add(plan(new FileLines(console::result)));
        } else if (endless) {
          listeners.add(changes(new FileLines(console::result)));
        }
      }
      case QUIET, JSON -> {}
    }
    if (output != Orders.Output.JSON) {
      listeners.add(this::notice);
    }
  }

  private void showProgress() {
    if (endless) {
      return; // nobody knows how much there will be
    }
    long now = System.nanoTime();
    switch (orders.output()) {
      case NORMAL, VERBOSE ->
          ticked.add(
              terminal.draws()
                  ? new TerminalProgress(console, terminal, tally, now)
                  : new LineProgress(console, tally, now));
      case QUIET, JSON -> {}
    }
  }

  private void notice(Event event) {
    if (event instanceof Event.Notice(String sentence)) {
      console.tell("davit: " + SafeText.of(Say.lead(Say.of("note"), sentence)));
    } else if (event instanceof Event.IndexingFailed failed && notIndexed++ < NOT_INDEXED_SHOWN) {
      console.tell(
          Say.of(
              "not indexed: {0}: {1}",
              SafeText.of(failed.path().value()), SafeText.of(failed.detail())));
    }
  }

  /** What people who watch want to see: what was sent, removed, or could not be. */
  private static EventListener changes(EventListener lines) {
    return event -> {
      boolean skipped = event instanceof Event.FileFinished(Outcome.Skipped s);
      if (!skipped) {
        lines.on(event);
      }
    };
  }

  /** What a dry run is for: the files that would be sent. */
  private static EventListener plan(EventListener lines) {
    return event -> {
      if (event instanceof Event.FileFinished(Outcome.Planned planned)) {
        lines.on(event);
      }
    };
  }
}
