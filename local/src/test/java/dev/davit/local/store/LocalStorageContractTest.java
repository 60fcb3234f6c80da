package dev.davit.local.store;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageContractTest extends StorageContract {
  @TempDir Path directory;
  private LocalStorage storage;

  @BeforeEach
  void connect() {
    storage = reopened();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public LocalStorage reopened() {
    return Stored.store(directory.resolve("store"));
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    return Files.readAllBytes(Stored.at(directory.resolve("store"), key));
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(Listing.class, Removal.class);
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public int partLength() {
    return 4096;
  }

  @Override
  protected void checkNoLeaks() throws IOException {
    Stored.checkNoScratch(directory.resolve("store"));
  }
}
