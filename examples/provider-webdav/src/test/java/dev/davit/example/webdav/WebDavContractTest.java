package dev.davit.example.webdav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.FixedCredentials;
import dev.davit.testkit.StorageContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, against rclone's server. */
class WebDavContractTest extends StorageContract {
  @TempDir static Path place;
  private static Path served;
  private static RcloneServer server;
  private static int folders;

  private String folder = "";
  private Storage storage;

  @BeforeAll
  static void start() throws Exception {
    served = Files.createDirectory(place.resolve("served"));
    server = RcloneServer.start(served, place.resolve("rclone.log"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    folder = "test-" + ++folders;
    Files.createDirectory(served.resolve(folder));
    storage = reopened();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Storage reopened() {
    WebDavProvider provider = new WebDavProvider();
    Settings settings =
        new Settings(
            Destination.parse("webdav://127.0.0.1/"), Map.of("endpoint", server.base() + folder));
    return provider.connect(
        provider.read(settings),
        new StorageContext(Surroundings.real(), FixedCredentials.anonymous()));
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    String path = URLEncoder.encode(key.value(), StandardCharsets.UTF_8);
    path = path.replace("+", "%20").replace("%2F", "/");
    HttpURLConnection get =
        (HttpURLConnection)
            server.base().resolve(folder + "/").resolve(path).toURL().openConnection();
    try (InputStream body = get.getInputStream()) {
      return body.readAllBytes();
    }
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
    return 100_000;
  }

  @Override
  protected void checkNoLeaks() throws IOException {
    Path scratch = served.resolve(folder).resolve(WebDavStorage.SCRATCH);
    if (Files.exists(scratch)) {
      try (Stream<Path> left = Files.list(scratch)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  /**
   * This server answers 423 or 500 to a request that meets another in the same folder. Core repeats
   * what is transient; here the harness does.
   */
  @Override
  public StoredObject store(UploadRequest request, byte[] content)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return super.store(request, content);
      } catch (StorageException.Transient e) {
        if (attempt == 100) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  @Override
  public StoredObject store(String key, byte[] content) throws IOException, InterruptedException {
    return store(request(key, content), content);
  }

  /** Replacing is a removal and a move to this server: in between, nothing is there to be seen. */
  @Override
  @Test
  public void writersToOneKeyNeverMix() throws Exception {
    List<byte[]> versions = List.of(content(1, 70_000), content(2, 90_000), content(3, 0));
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<StoredObject>> written = new ArrayList<>();
      for (byte[] version : versions) {
        written.add(writers.submit(() -> store(request("contended", version), version)));
      }
      int stored = 0;
      for (Future<StoredObject> each : written) {
        stored += isStored(each) ? 1 : 0;
      }
      assertTrue(stored > 0);
    }
    byte[] last = read(ObjectKey.of("contended"));
    assertTrue(versions.stream().anyMatch(version -> Arrays.equals(version, last)));
  }

  /** Who was replaced before it looked cannot know what became of its object, and says so. */
  private static boolean isStored(Future<StoredObject> written) throws Exception {
    try {
      written.get();
      return true;
    } catch (ExecutionException e) {
      assertTrue(e.getCause() instanceof StorageException.Indeterminate, () -> "" + e);
      return false;
    }
  }

  /** Names of the contract's list without those that this server writes differently. */
  @Override
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        " leading and trailing ",
        "per%cent%20%2F%",
        "a+b",
        "what?",
        "#hash",
        "back\\slash",
        "semi;colon:and=equals&ampersand",
        "quote'double\"back`",
        "<angle>|pipe*star",
        "-rf",
        "...",
        ".hidden",
        "trailing.",
        "{curly}[square](round)",
        "\u00fcml\u00e4ut",
        "u\u0308 decomposed",
        "\u4e2d\u6587/\u6587\u4ef6.txt",
        "\ud83d\udea2\ufe0f",
        "\ufffd\uffff",
        "deep/er/and/deep/er"
      })
  public void anOddKeyIsAKeyLikeAnyOther(String key) throws Exception {
    byte[] content = content(key.hashCode(), 20);
    store(key, content);
    assertStored(key, content);
  }

  @Test
  void controlCharactersAreRejected() {
    for (String key : List.of("tab\t", "new\nline", "\u0001", "\u007f")) {
      assertThrows(StorageException.Rejected.class, () -> store(key, content(1, 1)));
    }
  }

  /** U+201B is rclone's own mark in names: it stores the object under another one, which shows. */
  @Test
  void aNameThatTheServerChangesIsNotTakenForStored() {
    assertThrows(StorageException.Indeterminate.class, () -> store("\u201bFF", content(1, 1)));
  }

  @Override
  @Test
  public void objectsAreListedInKeyOrder() throws Exception {
    List<String> keys =
        List.of(
            "a b",
            "a-b",
            "a.txt",
            "a/b",
            "a/b.c",
            "a/b0",
            "a0",
            "aa/b/c",
            "\uffee",
            "\ud83d\udea2");
    for (String key : keys.reversed()) {
      store(key, content(1, 1));
    }
    try (Stream<StoredObject> listed = storage.facet(Listing.class).orElseThrow().list("")) {
      assertEquals(keys, listed.map(object -> object.key().value()).toList());
    }
  }

  @Test
  void aFolderIsNotReplacedByAFile() throws Exception {
    byte[] kept = content(1, 10);
    store("photos/one", kept);

    assertThrows(StorageException.Rejected.class, () -> store("photos", content(2, 10)));

    assertArrayEquals(kept, read(ObjectKey.of("photos/one")));
  }
}
