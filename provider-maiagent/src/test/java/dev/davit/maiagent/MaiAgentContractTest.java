package dev.davit.maiagent;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Tasks;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.server.maiagent.KnowledgeBase;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a strict server that checks keys, forms and their policies. */
class MaiAgentContractTest extends StorageContract {
  private MaiAgentServer server;
  private PresignedStorage storage;

  MaiAgentOptions options() {
    return MaiAgentOptions.defaults();
  }

  @BeforeEach
  void connect() {
    server = MaiAgentServer.start(options());
    storage = reopened();
  }

  @AfterEach
  void close() {
    storage.close();
    server.close();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public PresignedStorage reopened() {
    return Bases.of(server, Map.of());
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    List<KnowledgeBase.File> files = server.files(key.value());
    if (files.isEmpty()) {
      throw new NoSuchFileException(key.value());
    }
    Assertions.assertEquals(1, files.size(), () -> key + " is there twice");
    return files.getFirst().content().bytes();
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(Listing.class, Removal.class);
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public int partLength() {
    return 64 << 10;
  }

  /** A newer file is there before the older one goes: for a moment both are. */
  @Override
  @Test
  public void writersToOneKeyNeverMix() throws Exception {
    int writers = 8;
    List<byte[]> versions =
        IntStream.range(0, writers).mapToObj(i -> content(i, 1000 + i)).toList();
    store("contended", versions.getFirst());
    Tasks.Lane lane = Tasks.virtual().lane(2 * writers);
    try (Tasks.Scope scope = Tasks.virtual().scope()) {
      for (byte[] version : versions) {
        scope.fork(lane, () -> store("contended", version));
        scope.fork(lane, () -> assertWhole(versions));
      }
      scope.join();
    }
    Assertions.assertEquals(1, server.files("contended").size());
    assertWhole(versions);
  }

  private void assertWhole(List<byte[]> versions) {
    List<KnowledgeBase.File> there = server.files("contended");
    Assertions.assertFalse(there.isEmpty());
    for (KnowledgeBase.File file : there) {
      Assertions.assertTrue(
          versions.stream().anyMatch(version -> Arrays.equals(version, file.content().bytes())));
    }
  }

  @Override
  protected void checkNoLeaks() {
    Assertions.assertEquals(List.of(), server.surprises());
  }
}
