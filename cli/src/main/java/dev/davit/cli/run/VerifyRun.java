package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Probe;
import java.util.List;
import java.util.Locale;

/** Carries out {@code davit verify}. */
public final class VerifyRun {
  private static final double NANOS = 1e9;

  private final Verb verb;
  private final Target target;

  /** Prepares it. */
  public VerifyRun(Verb verb, Target target) {
    this.verb = verb;
    this.target = verb.about(target);
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    List<Probe> probes = verb.davit().verify(target.destination(), target.values(), this::tell);
    long broken = probes.stream().filter(p -> p.result() == Probe.Result.BROKEN).count();
    verb.text(
        broken == 0
            ? Say.of("{0} keeps its promises.", target.typed())
            : Say.of("{0} breaks {1} of {2} promises.", target.typed(), broken, probes.size()));
    return broken == 0 ? ExitCode.OK : ExitCode.DESTINATION;
  }

  private void tell(Probe probe) {
    String sign =
        switch (probe.result()) {
          case KEPT -> "ok";
          case BROKEN -> "BROKEN";
          case NOT_OFFERED -> Say.of("not offered");
          case DOUBTFUL -> "look";
        };
    verb.text(
        String.format(Locale.ROOT, "%-18s  %-11s  %s", probe.name(), sign, probe.detail())
            .stripTrailing());
    verb.json(
        "probe",
        json -> {
          json.writeStringField("name", probe.name());
          json.writeStringField("result", JsonLines.of(probe.result()));
          json.writeStringField("detail", probe.detail());
          json.writeNumberField("took_seconds", probe.took().toNanos() / NANOS);
        });
  }
}
