package dev.davit.local.store;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Uploads;
import java.nio.file.Path;
import java.util.List;

/** Stores a few objects in a process of its own, which can be watched or killed. */
final class StoreChild {
  static final List<String> KEYS = List.of("short", "new/dir/short", "long");

  private StoreChild() {}

  static byte[] content(String key) {
    return Stored.content(key.length(), key.endsWith("long") ? 13_000 : 700);
  }

  /** Returns the command that stores into a directory. */
  static List<String> command(Path directory) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        StoreChild.class.getName(),
        directory.toString());
  }

  public static void main(String[] arguments) throws Exception {
    try (LocalStorage storage = Stored.store(Path.of(arguments[0]))) {
      for (String key : KEYS) {
        byte[] content = content(key);
        try (UploadSession session = storage.open(Stored.request(key, content))) {
          session.token().ifPresent(token -> System.out.println("token " + token.value()));
          Uploads.supply(session, content);
          session.complete();
        }
        System.out.println("stored " + ObjectKey.of(key));
      }
    }
  }
}
