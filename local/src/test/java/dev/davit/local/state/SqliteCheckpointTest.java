package dev.davit.local.state;

import dev.davit.core.port.Checkpoint;
import dev.davit.testkit.CheckpointContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCheckpointTest extends CheckpointContract {
  @TempDir private Path folder;

  @Override
  protected Checkpoint open() {
    return new Fixture(folder).open();
  }
}
