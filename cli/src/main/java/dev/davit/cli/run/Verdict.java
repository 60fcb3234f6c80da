package dev.davit.cli.run;

import dev.davit.core.model.StorageException;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.usecase.Summary;

/**
 * What a run came to.
 *
 * @param exitCode what the command exits with
 * @param error one line on why it ended early; empty if it did not
 */
record Verdict(ExitCode exitCode, String error) {

  /** Returns the verdict on a run that ended by itself. */
  static Verdict of(Summary summary, ExitCode ifInterrupted) {
    return switch (summary.ending()) {
      case COMPLETE -> new Verdict(summary.ok() ? ExitCode.OK : ExitCode.PARTIAL, "");
      case INTERRUPTED -> new Verdict(ifInterrupted, "");
      case LIMITED -> new Verdict(ExitCode.LIMITED, "");
      case STOPPED ->
          summary.cause().map(Verdict::of).orElse(new Verdict(ExitCode.INTERNAL, "stopped"));
    };
  }

  /** Returns the verdict on a run that ended because of something. */
  static Verdict of(Throwable cause) {
    return new Verdict(exitCode(cause), sentence(cause));
  }

  private static ExitCode exitCode(Throwable cause) {
    return switch (cause) {
      case SettingsException e -> ExitCode.CONFIGURATION;
      case SourceException e -> ExitCode.USAGE;
      case CheckpointException e ->
          switch (e.reason()) {
            case LOCKED -> ExitCode.LOCKED;
            case UNWRITABLE -> ExitCode.CONFIGURATION;
          };
      case StorageException e -> exitCode(e);
      case InterruptedException e -> ExitCode.INTERRUPTED;
      default -> ExitCode.INTERNAL;
    };
  }

  private static ExitCode exitCode(StorageException cause) {
    return switch (cause) {
      case StorageException.Denied e -> ExitCode.CONFIGURATION;
      case StorageException.Unusable e -> ExitCode.DESTINATION;
      case StorageException.Missing e -> ExitCode.DESTINATION;
      case StorageException.Exhausted e ->
          e.getCause() instanceof StorageException.Denied
              ? ExitCode.CONFIGURATION
              : ExitCode.DESTINATION;
      case StorageException.Transient e -> ExitCode.DESTINATION;
      case StorageException.Conflict e -> ExitCode.DESTINATION;
      case StorageException.Rejected e -> ExitCode.DESTINATION;
      case StorageException.Unsupported e -> ExitCode.DESTINATION;
      case StorageException.Indeterminate e -> ExitCode.DESTINATION;
    };
  }

  private static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }
}
