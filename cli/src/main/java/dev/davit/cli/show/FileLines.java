package dev.davit.cli.show;

import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import java.util.function.Consumer;

/** Says of each file in one line what became of it, and why. */
public final class FileLines implements EventListener {
  private final Consumer<String> lines;

  /** Makes one. */
  public FileLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.FileFinished(Outcome outcome)) {
      lines.accept(of(outcome));
    } else if (event instanceof Event.Retrying retrying) {
      lines.accept(of(retrying));
    }
  }

  /** Returns the line on an outcome. */
  public static String of(Outcome outcome) {
    String path = SafeText.of(outcome.path().value());
    return switch (outcome) {
      case Outcome.Stored s ->
          "sent        " + path + parenthesis(Words.of(s.why()), sizeAndProof(s));
      case Outcome.Planned p ->
          "would send  " + path + parenthesis(Words.of(p.why()), Words.bytes(p.length()));
      case Outcome.Skipped s ->
          "skipped     " + path + parenthesis(Words.of(s.reason()), s.detail());
      case Outcome.Deferred d ->
          "left        " + path + parenthesis(Words.of(d.reason()), d.detail());
      case Outcome.Failed f -> "failed      " + path + parenthesis(f.kind(), f.error());
    };
  }

  /** Returns the line on a repetition. */
  public static String of(Event.Retrying retrying) {
    return "retrying    "
        + SafeText.of(retrying.path().value())
        + " in "
        + Words.span(retrying.pause())
        + parenthesis("attempt " + retrying.attempt(), retrying.error());
  }

  private static String sizeAndProof(Outcome.Stored stored) {
    return Words.bytes(stored.length()) + ", verified by " + stored.verifiedBy();
  }

  private static String parenthesis(String what, String detail) {
    return "  (" + SafeText.of(detail.isEmpty() ? what : what + ": " + detail) + ")";
  }
}
