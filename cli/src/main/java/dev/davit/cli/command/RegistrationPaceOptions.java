package dev.davit.cli.command;

import dev.davit.core.usecase.RegistrationPace;
import dev.davit.core.usecase.Upload;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When uploads are registered while a run has no end. */
final class RegistrationPaceOptions {
  private static final RegistrationPace USUAL = RegistrationPace.defaults();

  @Option(
      names = "--register-every",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = "How often to look whether there is something to register; 30s unless given.")
  private Duration every = USUAL.check();

  @Option(
      names = "--register-quiet",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = {
        "Register once nothing was uploaded for so long, so that what belongs together is"
            + " registered together; 20s unless given."
      })
  private Duration quiet = USUAL.quiet();

  @Option(
      names = "--register-within",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = "Register after so long at the latest, quiet or not; 10m unless given.")
  private Duration longest = USUAL.longest();

  /** Tells an order. */
  void apply(Upload.Builder order) {
    order.registrationPace(new RegistrationPace(every, quiet, longest));
  }
}
