package dev.davit.local.source;

import dev.davit.core.port.ChangeSource;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.testkit.ChangeSourceContract;
import java.time.Clock;

class FolderScanContractTest extends ChangeSourceContract {

  @Override
  protected ChangeSource scan(SourceRoot root, SourceOptions options) {
    return FolderScan.begin(root, options, Clock.systemUTC());
  }
}
