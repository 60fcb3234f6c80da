package dev.davit.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.server.proxy.ProxyServer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ProxyContractTest extends StorageContract {
  private ProxyServer server;
  private Storage storage;

  @BeforeEach
  void connect() {
    server = ProxyServer.start("");
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
  public Storage reopened() {
    return Posts.proxy(server, Map.of("read-host", server.read().toString()), Posts.token());
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    return server.file(key.value()).orElseThrow(() -> new NoSuchFileException(key.value()));
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of();
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public int partLength() {
    return 64 << 10;
  }

  @Override
  protected void checkNoLeaks() {
    assertThat(server.loopback().surprises()).isEmpty();
  }
}
