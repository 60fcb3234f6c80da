package dev.davit.clouddrive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.davit.clouddrive.loopback.CloudFiles;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.PlainDriver;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of storages, against a server that drives uploads. */
class ClouddriveContractTest extends StorageContract {
  private static final int PART = 32 << 10;

  @TempDir Path folder;
  LoopbackCloudDrive server;
  private final List<Storage> opened = new ArrayList<>();

  LoopbackOptions options() {
    return LoopbackOptions.defaults().driven(upload -> new PlainDriver(PART, 64));
  }

  @BeforeEach
  void start() throws IOException {
    server = LoopbackCloudDrive.start(options(), folder.resolve("server"));
    opened.add(Stores.connect(server, folder, "root", "/cloud/dir"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Storage storage : opened) {
      Optional<Connection> connected = ((ClouddriveStorage) storage).connected();
      if (connected.isPresent()) {
        checkNothingUnderWay(connected.get());
      }
      storage.close();
    }
    server.close();
  }

  /** Every message has been answered, and its buffer is back; every upload was closed. */
  private static void checkNothingUnderWay(Connection connection) throws InterruptedException {
    for (int i = 0; i < 100 && connection.sender().underWay() > 0; i++) {
      Thread.sleep(50); // what was given up is cancelled meanwhile
    }
    assertEquals(0, connection.sender().underWay(), "messages under way");
    assertEquals(0, connection.uplink().listening(), "uploads that listen");
  }

  @Override
  public Storage storage() {
    return opened.getFirst();
  }

  @Override
  public Storage reopened() {
    Storage again = Stores.connect(server, folder, "root", "/cloud/dir");
    opened.add(again);
    return again;
  }

  /**
   * The server cannot replace in one step, so a name is free for a moment while one file gives way
   * to another: whoever looks then looks again.
   */
  @Override
  public byte[] read(ObjectKey key) throws IOException {
    String path = "/cloud/dir/" + key.value();
    boolean changing =
        server.files().files().stream().anyMatch(each -> each.startsWith(path + "."));
    for (int i = 0; changing && i < 200 && server.files().file(path).isEmpty(); i++) {
      LockSupport.parkNanos(1_000_000);
    }
    CloudFiles.Node file =
        server.files().file(path).orElseThrow(() -> new NoSuchFileException(key.value()));
    return file.length() == 0 ? new byte[0] : Files.readAllBytes(file.bytes().orElseThrow());
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
    return PART;
  }

  @Override
  protected void checkNoLeaks() {
    assertEquals(List.of(), server.violations());
  }
}
