package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.config.Targets;
import dev.davit.cli.run.UsageException;
import java.util.Map;

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
              .map(near -> "; did you mean " + near + "?")
              .orElse(text.contains(":") ? "" : "; did you mean local:" + text + "?");
      throw new UsageException(e.getMessage() + hint);
    }
  }
}
