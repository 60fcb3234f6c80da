package dev.davit.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.FileLines;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.usecase.FileExplanation;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Carries out {@code davit explain}. */
public final class ExplainRun {
  private final Verb verb;
  private final Target target;
  private final Upload order;

  /** Prepares it. */
  public ExplainRun(Verb verb, Target target, Upload order) {
    this.verb = verb;
    this.target = verb.about(target);
    this.order = order;
  }

  /** Does it. */
  public ExitCode run(Path source, Path file) throws InterruptedException {
    FileExplanation why = verb.davit().explain(order, below(source, file));
    say(Say.of("file"), why.path().value());
    say(Say.of("rule"), rule(why));
    say(
        Say.of("content"),
        why.identity().map(Object::toString).orElseGet(() -> Say.of("not read")));
    why.remembered()
        .ifPresentOrElse(this::remembered, () -> say(Say.of("remembered"), Say.of("nothing")));
    why.unfinished()
        .ifPresent(
            parked -> say(Say.of("unfinished"), Say.of("an upload begun {0}", parked.begunAt())));
    say(
        Say.of("a run"),
        why.outcome().map(ExplainRun::outcome).orElseGet(() -> Say.of("would leave it")));
    say(Say.of("destination"), target.typed());
    say(Say.of("job"), why.job().id());
    verb.json(
        "explained",
        json -> {
          json.writeStringField("path", why.path().value());
          json.writeStringField("job", why.job().id());
          json.writeBooleanField("taken", why.filter().reason().isEmpty());
          if (why.filter().reason().isPresent()) {
            json.writeStringField("reason", JsonLines.of(why.filter().reason().get()));
          }
          json.writeStringField("rule", why.filter().rule());
          json.writeStringField("decided_by", why.filter().decided().value());
          if (why.identity().isPresent()) {
            json.writeStringField("identity", why.identity().get().toString());
          }
          remembered(json, why);
          if (why.outcome().isPresent()) {
            outcome(json, why.outcome().get());
          }
        });
    return ExitCode.OK;
  }

  /** A path may be meant from here or from the source. */
  private static RelativePath below(Path source, Path file) {
    try {
      Path root = source.toRealPath();
      Path here = file.toAbsolutePath().normalize();
      Path parent = here.getParent();
      Path real =
          parent != null && Files.exists(parent)
              ? parent.toRealPath().resolve(here.getFileName())
              : here;
      Path below =
          !file.isAbsolute() && Files.exists(root.resolve(file)) && !Files.exists(here)
              ? file.normalize()
              : real.startsWith(root) && !real.equals(root) ? root.relativize(real) : file;
      return RelativePath.of(below.toString().replace(below.getFileSystem().getSeparator(), "/"));
    } catch (IOException e) {
      throw new UsageException(Say.of("the source {0} cannot be looked at: {1}", source, e));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("{0} is not below {1}: {2}", file, source, String.valueOf(e.getMessage())));
    }
  }

  private void say(String what, String is) {
    verb.text(String.format(Locale.ROOT, "%-12s %s", what + ":", is));
  }

  private static String rule(FileExplanation why) {
    String about =
        why.filter().decided().equals(why.path())
            ? ""
            : Say.of(" (decided for {0})", why.filter().decided());
    return why.filter()
            .reason()
            .map(reason -> Say.of("leaves it out, {0}: {1}", reason(reason), why.filter().rule()))
            .orElseGet(() -> Say.of("takes it: {0}", why.filter().rule()))
        + about;
  }

  private static String reason(Change.IgnoredReason reason) {
    return reason == Change.IgnoredReason.UNREADABLE
        ? Say.of("unreadable")
        : Words.of(Outcome.SkipReason.valueOf(reason.name()));
  }

  private void remembered(Entry entry) {
    Optional<Entry.Stored> stored = entry.stored();
    if (stored.isPresent()) {
      say(
          Say.of("remembered"),
          Say.of(
              "stored as {0} at {1}, {2}, verified by {3}",
              stored.get().key(),
              stored.get().at(),
              Words.of(stored.get().why()),
              stored.get().verifiedBy()));
      say(Say.of("stored was"), stored.get().identity().toString());
    }
    entry
        .failure()
        .ifPresent(failure -> say(Say.of("last failure"), failure.at() + ": " + failure.error()));
  }

  private static String outcome(Outcome outcome) {
    return FileLines.of(outcome).strip().replaceAll("  +", " ");
  }

  private static void remembered(JsonGenerator json, FileExplanation why) throws IOException {
    Optional<Entry.Stored> stored = why.remembered().flatMap(Entry::stored);
    if (stored.isPresent()) {
      json.writeObjectFieldStart("remembered");
      json.writeStringField("key", stored.get().key().value());
      json.writeStringField("identity", stored.get().identity().toString());
      json.writeNumberField("bytes", stored.get().fingerprint().length());
      json.writeStringField("verified_by", stored.get().verifiedBy());
      json.writeStringField("at", stored.get().at().toString());
      json.writeEndObject();
    }
    Optional<Entry.Failure> failure = why.remembered().flatMap(Entry::failure);
    if (failure.isPresent()) {
      json.writeStringField("failure", failure.get().error());
    }
    json.writeBooleanField("unfinished", why.unfinished().isPresent());
  }

  private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Planned p -> {
        json.writeStringField("outcome", "planned");
        json.writeStringField("key", p.key().value());
        json.writeStringField("why", JsonLines.of(p.why()));
      }
      case Outcome.Skipped s -> {
        json.writeStringField("outcome", "skipped");
        json.writeStringField("why", JsonLines.of(s.reason()));
      }
      case Outcome.Deferred d -> {
        json.writeStringField("outcome", "deferred");
        json.writeStringField("why", JsonLines.of(d.reason()));
      }
      case Outcome.Failed f -> {
        json.writeStringField("outcome", "failed");
        json.writeStringField("error", f.error());
      }
      case Outcome.Stored s -> throw new IllegalStateException("nothing is stored by a look");
    }
  }
}
