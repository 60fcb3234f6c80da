package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a store's directory without the store's code. */
final class Stored {
  private static final Pattern RAW = Pattern.compile("\u201b(\u201b|[0-9A-F]{2})");

  private Stored() {}

  /** Returns where an object must be. */
  static Path at(Path directory, ObjectKey key) {
    String hex = HexFormat.ofDelimiter("%").withPrefix("").formatHex(key.value().getBytes(UTF_8));
    String uri = "%" + hex.toUpperCase(Locale.ROOT);
    String raw =
        RAW.matcher(key.value()).find()
            ? RAW.matcher(key.value())
                .replaceAll(m -> m.group(1).equals("\u201b") ? "%E2%80%9B" : "%" + m.group(1))
                .replace(" ", "%20")
            : uri.replace("%2F", "/");
    return Path.of(URI.create(directory.toUri().toString().replaceAll("/*$", "/") + raw));
  }

  /** Returns a store that puts more than 8 KiB into parts of 4 KiB. */
  static LocalStorage store(Path directory) {
    return new LocalStorage(directory, new LocalStorage.Sizes(8192, 4096), new SplittableRandom(1));
  }

  static byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  static StoredObject put(LocalStorage storage, String key, byte[] content)
      throws IOException, InterruptedException {
    return Uploads.store(storage, request(key, content), content);
  }

  static UploadRequest request(String key, byte[] content) {
    return UploadRequest.of(ObjectKey.of(key), content.length);
  }

  static List<String> list(LocalStorage storage) {
    try (Stream<StoredObject> objects = storage.facet(Listing.class).orElseThrow().list("")) {
      return objects.map(object -> object.key().value()).toList();
    }
  }

  /** Checks that nothing but unfinished uploads is left of what the store writes on the side. */
  static void checkNoScratch(Path directory) throws IOException {
    if (Files.exists(directory.resolve(".davit/tmp"))) {
      try (Stream<Path> left = Files.list(directory.resolve(".davit/tmp"))) {
        assertEquals(List.of(), left.toList());
      }
    }
  }
}
