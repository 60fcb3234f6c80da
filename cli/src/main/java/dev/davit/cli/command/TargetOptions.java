package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.config.Targets;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.util.Map;
import java.util.Optional;

/** Finds the destination that was typed. */
final class TargetOptions {

  private TargetOptions() {}

  /**
   * Returns what is meant.
   *
   * @throws UsageException if it has no form of a destination
   */
  static Target target(Configuration configuration, String text, Map<String, String> settings) {
    Targets targets = new Targets(configuration);
    try {
      return targets.find(text, settings);
    } catch (IllegalArgumentException e) {
      String hint =
          targets
              .nearest(text)
              .or(() -> text.contains(":") ? Optional.empty() : Optional.of("local:" + text))
              .map(near -> Say.of("; did you mean {0}?", near))
              .orElse("");
      throw new UsageException(
          Say.lead(Say.of("not a destination"), String.valueOf(e.getMessage())) + hint);
    }
  }
}
