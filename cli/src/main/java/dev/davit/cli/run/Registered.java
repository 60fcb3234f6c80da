package dev.davit.cli.run;

import dev.davit.cli.report.EventStream;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.port.Registrar;
import dev.davit.core.usecase.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What became of the registrations of a run. */
final class Registered {
  private final List<CountedRegistrar> registrars = new ArrayList<>();

  private Registered(List<Registrar> all) {
    for (Registrar each : all) {
      if (each instanceof CountedRegistrar counted) {
        registrars.add(counted);
      }
    }
  }

  /** Returns what became of those of an order. */
  static Registered of(Upload order) {
    return new Registered(order.registrars());
  }

  private long delivered() {
    return sum(CountedRegistrar::delivered);
  }

  private long postponed() {
    return sum(CountedRegistrar::postponed);
  }

  private long refused() {
    return sum(CountedRegistrar::refused);
  }

  /** Tells machines, if anybody is told of anything. */
  void tell(EventStream events) {
    if (!registrars.isEmpty()) {
      events.registered(delivered(), postponed(), refused());
    }
  }

  /** Returns a good verdict as one on what is still missing, if something is. */
  Verdict judge(Verdict verdict) {
    boolean missing = verdict.exitCode() == ExitCode.OK && postponed() + refused() > 0;
    return missing ? new Verdict(ExitCode.UNREGISTERED, "") : verdict;
  }

  /** Returns what people want to know. */
  List<String> done() {
    return delivered() == 0
        ? List.of()
        : List.of(Say.of("Registered {0}.", Words.count(delivered(), "file")));
  }

  /** Returns what went wrong. */
  List<String> missing() {
    List<String> sentences = new ArrayList<>();
    if (postponed() > 0) {
      sentences.add(
          Say.of(
              "{0} not registered yet: {1}. They wait; the next run tries again, and so does"
                  + " davit register --retry.",
              Words.count(postponed(), "file"), first(CountedRegistrar::postponement)));
    }
    if (refused() > 0) {
      sentences.add(
          Say.of(
              "{0} could not be registered: {1}. \"davit register --list\" shows them, davit"
                  + " register --retry tries again.",
              Words.count(refused(), "file"), first(CountedRegistrar::refusal)));
    }
    return sentences;
  }

  private String first(Function<CountedRegistrar, String> why) {
    return registrars.stream()
        .map(why)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(SafeText::of)
        .orElse("");
  }

  private long sum(ToLongFunction<CountedRegistrar> count) {
    return registrars.stream().mapToLong(count).sum();
  }
}
