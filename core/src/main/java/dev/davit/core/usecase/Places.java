package dev.davit.core.usecase;

import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What depends on both a source and a destination. */
final class Places {

  private Places() {}

  /** Neither Davit's own state nor the destination is lifted, where they lie in the source. */
  static SourceOptions sourceOptions(Upload upload, Machine machine, Storage storage) {
    List<Path> never = new ArrayList<>(upload.sourceOptions().neverBelow());
    never.add(machine.stateDirectory(upload.stateOptions()));
    storage.facet(OnThisMachine.class).map(OnThisMachine::directory).ifPresent(never::add);
    return upload.sourceOptions().withNeverBelow(never);
  }

  /** Returns what a job calls the destination. */
  static String identity(Upload upload, Storage storage) {
    String prefix = upload.destination().prefix();
    return storage.profile().identity() + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
