package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.text.Say;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import java.util.List;

/** Carries out {@code davit rm}. */
public final class RmRun {
  private final Verb verb;
  private final List<Target> targets;

  /** Prepares it. */
  public RmRun(Verb verb, List<Target> targets) {
    this.verb = verb;
    this.targets = targets;
  }

  /**
   * Does it.
   *
   * @throws UsageException if one names no object; then nothing is removed
   */
  public ExitCode run() {
    for (Target target : targets) {
      if (target.destination().prefix().isEmpty()) {
        throw new UsageException(
            Say.of("{0} names no object; write its whole name behind it", target.typed()));
      }
    }
    targets.forEach(this::remove);
    return ExitCode.OK;
  }

  private void remove(Target target) {
    verb.about(target);
    ObjectKey key = ObjectKey.of(target.destination().prefix());
    boolean there;
    try (Storage storage = verb.davit().connect(target.destination(), target.values())) {
      Removal removal =
          storage
              .facet(Removal.class)
              .orElseThrow(() ->
                  new Unsupported(
                      StorageException.Where.of(target.destination().scheme(), "rm", ""),
                      Say.of("this destination cannot remove what it holds")));
      there = mayBeThere(storage, key);
      if (there) {
        removal.remove(key);
      }
    }
    verb.text(
        there ? Say.of("removed {0}", target.typed()) : Say.of("not there: {0}", target.typed()));
    verb.json(
        "removed",
        json -> {
          json.writeStringField("key", key.value());
          json.writeBooleanField("was_there", there);
        });
  }

  private static boolean mayBeThere(Storage storage, ObjectKey key) {
    try {
      return storage.find(key).isPresent();
    } catch (Unsupported e) {
      return true; // it cannot be asked
    }
  }
}
