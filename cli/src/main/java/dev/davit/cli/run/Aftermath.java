package dev.davit.cli.run;

import dev.davit.cli.report.EventStream;
import dev.davit.cli.report.KeptReports;
import dev.davit.cli.report.RunFacts;
import dev.davit.cli.report.RunReport;
import dev.davit.cli.show.ClosingWords;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens once a run is over: the last lines, the report, the exit code. */
final class Aftermath {
  private final Orders orders;
  private final Console console;
  private final Defects defects;
  private final List<String> places = new ArrayList<>();
  private final long begun = System.nanoTime();
  private final List<RunReport> reports = new ArrayList<>();
  private Optional<KeptReports> kept = Optional.empty();
  private Optional<EventStream> events = Optional.empty();

  Aftermath(Orders orders, Console console, Defects defects) {
    this.orders = orders;
    this.console = console;
    this.defects = defects;
  }

  /** Names a place where something of the run lies. */
  void place(String what, Path path) {
    places.add(Say.of("{0}: {1}", what, SafeText.of(path.toString())));
  }

  /** Finishes a report too. */
  void report(RunReport report) {
    reports.add(report);
  }

  /** Keeps a page with the state too. */
  void keep(KeptReports pages) {
    kept = Optional.of(pages);
    reports.add(pages);
  }

  /** Finishes a stream of events too. */
  void stream(EventStream events) {
    this.events = Optional.of(events);
  }

  /** Deals with a run that ended by itself. */
  ExitCode finished(Summary summary, ExitCode ifInterrupted) {
    Registered registered = Registered.of(orders.upload().build());
    Verdict verdict = registered.judge(Verdict.of(summary, ifInterrupted));
    boolean passes =
        summary.cause().filter(orders.absent()::isKey).isPresent()
            && summary.counts().stored() == 0;
    if (passes) {
      verdict = new Verdict(ExitCode.OK, verdict.error());
    }
    events.ifPresent(registered::tell);
    conclude(verdict, summary.took(), summary.ending());
    ClosingWords words = new ClosingWords(summary, orders.destination());
    boolean begun = !passes && (verdict.error().isEmpty() || summary.counts().found() > 0);
    if (begun && talksToPeople()) {
      words.done().forEach(console::result);
      registered.done().forEach(console::result);
      places.forEach(console::result);
    }
    complain(verdict, summary.cause());
    if (begun && orders.output() != Orders.Output.JSON) {
      words.missing().forEach(console::tell);
      registered.missing().forEach(sentence -> console.tell("davit: " + sentence));
    }
    return verdict.exitCode();
  }

  /** Deals with a run that did not begin because what it needs is not there, and need not be. */
  ExitCode skipped() {
    Verdict verdict = new Verdict(ExitCode.OK, "");
    conclude(verdict, Duration.ofNanos(System.nanoTime() - begun), Summary.Ending.COMPLETE);
    return verdict.exitCode();
  }

  /** Deals with a run that something ended. */
  ExitCode failed(Throwable cause) {
    Verdict verdict = Verdict.of(cause);
    if (orders.absent().isKey(cause)) {
      verdict = new Verdict(ExitCode.OK, verdict.error());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    conclude(verdict, took, Summary.Ending.STOPPED);
    complain(verdict, Optional.of(cause));
    return verdict.exitCode();
  }

  private boolean talksToPeople() {
    return switch (orders.output()) {
      case NORMAL, VERBOSE -> true;
      case QUIET, JSON -> false;
    };
  }

  private void complain(Verdict verdict, Optional<Throwable> cause) {
    if (verdict.exitCode() == ExitCode.INTERNAL) {
      console.tell("davit: " + defects.record(cause, verdict.error()));
    } else if (!verdict.error().isEmpty()) {
      String error = SafeText.of(verdict.error());
      String lead = cause.map(Leads::of).orElse(Say.of("stopped"));
      boolean passed = verdict.exitCode() == ExitCode.OK;
      console.tell(
          "davit: " + (passed ? Say.of("nothing was sent: {0}", error) : Say.lead(lead, error)));
    }
  }

  private void conclude(Verdict verdict, Duration took, Summary.Ending ending) {
    int code = verdict.exitCode().number();
    reports.forEach(each -> write(each, facts(verdict, took, ending)));
    if (orders.output() == Orders.Output.VERBOSE) {
      kept.flatMap(KeptReports::written).ifPresent(page -> place(Say.of("Page"), page));
    }
    events.ifPresent(each -> each.exit(code, verdict.exitCode().meaning(), verdict.error()));
  }

  private RunFacts facts(Verdict verdict, Duration took, Summary.Ending ending) {
    return new RunFacts(
        Version.davit(),
        orders.destination(),
        orders.dryRun(),
        took,
        ending.name().toLowerCase(Locale.ROOT),
        verdict.exitCode().number(),
        verdict.error());
  }

  private void write(RunReport report, RunFacts facts) {
    try {
      report.finish(facts);
    } catch (IOException e) {
      console.tell(
          "davit: "
              + Say.of("the report could not be written: {0}", SafeText.of(String.valueOf(e))));
    }
  }
}
