package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import java.util.function.Consumer;

/** Says of each file in one line what became of it, and why. */
public final class FileLines implements EventListener {
  private static final int WIDTH = 12;

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
    } else if (event instanceof Event.Removed removed) {
      lines.accept(of(removed));
    }
  }

  /** Returns the line on an outcome. */
  public static String of(Outcome outcome) {
    String path = SafeText.of(outcome.path().value());
    return switch (outcome) {
      case Outcome.Stored s ->
          line(Say.of("sent"), path, parenthesis(Words.of(s.why()), sizeAndProof(s)));
      case Outcome.Planned p ->
          line(Say.of("would send"), path, parenthesis(Words.of(p.why()), Words.bytes(p.length())));
      case Outcome.Skipped s ->
          line(Say.of("skipped"), path, parenthesis(Words.of(s.reason()), Details.of(s.detail())));
      case Outcome.Deferred d ->
          line(Say.of("left"), path, parenthesis(Words.of(d.reason()), d.detail()));
      case Outcome.Failed f ->
          line(Say.of("failed"), path, parenthesis(Kinds.of(f.kind()), f.error()));
    };
  }

  /** Returns the line on a file that is being sent now. */
  public static String sending(RelativePath path) {
    return Columns.padded(Say.of("sending"), WIDTH) + SafeText.of(path.value());
  }

  /** Returns the line on a repetition. */
  public static String of(Event.Retrying retrying) {
    return line(
        Say.of("retrying"),
        Say.of("{0} in {1}", SafeText.of(retrying.path().value()), Words.span(retrying.pause())),
        parenthesis(Say.of("attempt {0}", retrying.attempt()), retrying.error()));
  }

  /** Returns the line on an object that was removed. */
  public static String of(Event.Removed removed) {
    return line(
        Say.of("removed"),
        SafeText.of(removed.path().value()),
        parenthesis(Say.of("the file vanished"), removed.key().value()));
  }

  private static String line(String what, String path, String why) {
    return Columns.padded(what, WIDTH) + path + "  " + why;
  }

  private static String sizeAndProof(Outcome.Stored stored) {
    String by = stored.verifiedBy().equals("length") ? Say.of("length") : stored.verifiedBy();
    return Say.of("{0}, verified by {1}", Words.bytes(stored.length()), by);
  }

  private static String parenthesis(String what, String detail) {
    return Say.of("({0})", SafeText.of(detail.isEmpty() ? what : Say.of("{0}: {1}", what, detail)));
  }
}
