package dev.davit.testkit;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import java.io.IOException;
import java.util.Set;

class MemoryStorageTest extends StorageContract {
  private final MemoryStorage storage = new MemoryStorage();

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Storage reopened() {
    return storage;
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    return storage.read(key).orElseThrow(() -> new IOException("no " + key));
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
    return 2048;
  }

  @Override
  protected void checkNoLeaks() {
    storage.checkNoLeaks();
  }
}
