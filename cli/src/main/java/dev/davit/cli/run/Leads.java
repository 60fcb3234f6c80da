package dev.davit.cli.run;

import dev.davit.cli.show.Kinds;
import dev.davit.cli.text.Say;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SettingsException;
import java.util.Locale;

/** What kind of thing ended a run, in the language spoken; the error itself speaks English. */
final class Leads {

  private Leads() {}

  /** Returns a few words. */
  static String of(Throwable cause) {
    return switch (cause) {
      case SettingsException e -> Say.of("wrong setting");
      case SourceException e -> Say.of("the source cannot be read");
      case CheckpointException e ->
          switch (e.reason()) {
            case LOCKED -> Say.of("another process runs the same job");
            case UNWRITABLE -> Say.of("the state cannot be written");
          };
      case StorageException e -> Kinds.of(e.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      case InterruptedException e -> Say.of("interrupted");
      default -> Say.of("stopped");
    };
  }
}
