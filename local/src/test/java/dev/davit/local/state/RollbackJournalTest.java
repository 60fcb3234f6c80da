package dev.davit.local.state;

import dev.davit.core.port.Checkpoint;
import dev.davit.testkit.CheckpointContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** As on a network file system. */
class RollbackJournalTest extends CheckpointContract {
  @TempDir private Path folder;

  @Override
  protected Checkpoint open() {
    Fixture fixture = new Fixture(folder);
    fixture.journal = Optional.of(Journal.ROLLBACK);
    return fixture.open();
  }
}
