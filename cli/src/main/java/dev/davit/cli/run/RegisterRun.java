package dev.davit.cli.run;

import dev.davit.cli.show.SafeText;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.OutboxView.Counts;
import dev.davit.core.port.OutboxView.Pending;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.JobOutbox;
import dev.davit.core.usecase.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Carries out {@code davit register}. */
public final class RegisterRun {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int ID_SHOWN = 12;

  private final Verb verb;
  private final StateOptions state;
  private final String job;
  private final List<String> ids;

  /**
   * Prepares it.
   *
   * @param job the beginning of a job's id; empty for all jobs
   * @param ids the beginnings of registrations' ids; empty for all
   */
  public RegisterRun(Verb verb, StateOptions state, String job, List<String> ids) {
    this.verb = verb;
    this.state = state;
    this.job = job;
    this.ids = List.copyOf(ids);
  }

  /** Shows what waits and what was refused. */
  public ExitCode list() {
    List<JobOutbox> outboxes = outboxes();
    if (outboxes.isEmpty()) {
      verb.text(Say.of("No job has anything to register."));
    }
    for (JobOutbox outbox : outboxes) {
      Counts counts = outbox.look(OutboxView::counts);
      verb.text(Say.of("{0} to {1}", source(outbox), destination(outbox)));
      verb.text("  " + words(counts));
      verb.json(
          "job",
          json -> {
            json.writeStringField("job", outbox.job().job().id());
            json.writeStringField("source", source(outbox));
            json.writeStringField("destination", destination(outbox));
            json.writeNumberField("waiting", counts.pending());
            json.writeNumberField("refused", counts.dead());
            json.writeNumberField("registered", counts.delivered());
          });
      chosen(outbox, view -> view.waiting(ALL)).forEach(each -> tell(outbox, each, false));
      chosen(outbox, view -> view.dead(ALL)).forEach(each -> tell(outbox, each, true));
    }
    return ExitCode.OK;
  }

  private static String words(Counts counts) {
    return Say.of(
        "{0} waiting, {1} refused, {2} registered",
        Words.number(counts.pending()),
        Words.number(counts.dead()),
        Words.number(counts.delivered()));
  }

  private void tell(JobOutbox outbox, Pending pending, boolean refused) {
    String id = pending.registration().id();
    String error = pending.lastError().isEmpty() ? "" : ": " + SafeText.of(pending.lastError());
    verb.text(
        "  "
            + Say.of(
                "{0} {1} {2} {3}, tried {4} times{5}",
                id.substring(0, Math.min(ID_SHOWN, id.length())),
                refused ? Say.of("refused") : Say.of("waits"),
                pending.registration().registrar(),
                pending.registration().key(),
                pending.attempts(),
                error));
    verb.json(
        "registration",
        json -> {
          json.writeStringField("job", outbox.job().job().id());
          json.writeStringField("id", id);
          json.writeStringField("state", refused ? "refused" : "waiting");
          json.writeStringField("registrar", pending.registration().registrar());
          json.writeStringField("path", pending.registration().path().value());
          json.writeStringField("key", pending.registration().key().value());
          json.writeNumberField("attempts", pending.attempts());
          json.writeStringField("error", pending.lastError());
        });
  }

  /**
   * Gives what was refused another chance, and tries what waits at once.
   *
   * @param registrars who is told now; what waits for others waits on
   */
  public ExitCode retry(List<Registrar> registrars) throws InterruptedException {
    Stop stop = new Stop();
    Signals.listen("INT", name -> stop.request());
    Signals.listen("TERM", name -> stop.request());
    ExitCode code = ExitCode.OK;
    for (JobOutbox outbox : outboxes()) {
      List<String> again = new ArrayList<>(ids(outbox, view -> view.dead(ALL)));
      again.addAll(ids(outbox, view -> view.waiting(ALL)));
      if (!again.isEmpty()) {
        outbox.retry(again);
        code = deliver(outbox, registrars, stop) == ExitCode.OK ? code : ExitCode.UNREGISTERED;
      }
    }
    return code;
  }

  private ExitCode deliver(JobOutbox outbox, List<Registrar> registrars, Stop stop)
      throws InterruptedException {
    Counts before = outbox.look(OutboxView::counts);
    String place = Say.of("{0} to {1}", source(outbox), destination(outbox));
    if (registrars.isEmpty()) {
      verb.text(
          Say.of(
              "{0}: {1} will be tried again with the job's next run; to try now, say with whom to"
                  + " register, as for davit up",
              place, Words.count(before.pending(), "registration")));
      return ExitCode.OK;
    }
    try {
      outbox.deliver(registrars, stop);
    } catch (CheckpointException e) {
      if (e.reason() != CheckpointException.Reason.LOCKED) {
        throw e;
      }
      verb.text(
          Say.of(
              "{0}: {1} will be tried again by the process that runs the job",
              place, Words.count(before.pending(), "registration")));
      return ExitCode.OK;
    }
    Counts after = outbox.look(OutboxView::counts);
    verb.text(Say.of("{0}: {1}", place, words(after)));
    verb.json(
        "retried",
        json -> {
          json.writeStringField("job", outbox.job().job().id());
          json.writeNumberField("delivered", after.delivered() - before.delivered());
          json.writeNumberField("waiting", after.pending());
          json.writeNumberField("refused", after.dead());
        });
    return after.pending() + after.dead() == 0 ? ExitCode.OK : ExitCode.UNREGISTERED;
  }

  /** Forgets what was refused. */
  public ExitCode drop() {
    for (JobOutbox outbox : outboxes()) {
      List<String> dead = ids(outbox, view -> view.dead(ALL));
      outbox.drop(dead);
      if (!dead.isEmpty()) {
        verb.text(
            Say.of(
                "{0} to {1}: forgot {2}",
                source(outbox), destination(outbox), Words.count(dead.size(), "registration")));
        verb.json(
            "dropped",
            json -> {
              json.writeStringField("job", outbox.job().job().id());
              json.writeNumberField("dropped", dead.size());
            });
      }
    }
    return ExitCode.OK;
  }

  /** Returns those of the jobs that were meant, and that ever registered something. */
  private List<JobOutbox> outboxes() {
    List<JobOutbox> all = verb.davit().outboxes(state);
    List<JobOutbox> meant =
        all.stream().filter(each -> each.job().job().id().startsWith(job)).toList();
    if (meant.isEmpty() && !job.isEmpty()) {
      throw new UsageException(
          Say.of("there is no job {0} in {1}", job, verb.stateDirectory(state)));
    }
    return meant.stream()
        .filter(each -> !each.look(OutboxView::counts).equals(Counts.NONE))
        .toList();
  }

  private List<String> ids(JobOutbox outbox, Function<OutboxView, List<Pending>> which) {
    return chosen(outbox, which).stream().map(each -> each.registration().id()).toList();
  }

  private List<Pending> chosen(JobOutbox outbox, Function<OutboxView, List<Pending>> which) {
    return outbox.look(which).stream()
        .filter(
            each -> ids.isEmpty() || ids.stream().anyMatch(each.registration().id()::startsWith))
        .toList();
  }

  private static String source(JobOutbox outbox) {
    return outbox.job().job().source().toString();
  }

  private static String destination(JobOutbox outbox) {
    return outbox.job().job().destination();
  }
}
