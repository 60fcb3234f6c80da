package dev.davit.local.source;

import dev.davit.core.port.Content;
import dev.davit.testkit.ContentContract;
import java.nio.file.Path;

class LocalContentContractTest extends ContentContract {

  @Override
  protected Content content(Path folder, String path) throws Exception {
    return Scans.files(Scans.all(folder)).stream()
        .filter(file -> file.path().value().equals(path))
        .findFirst()
        .orElseThrow()
        .content();
  }
}
