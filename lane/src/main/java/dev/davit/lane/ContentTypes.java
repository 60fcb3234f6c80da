package dev.davit.lane;

import dev.davit.core.model.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** Names the media type of an object by the end of its key. */
final class ContentTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private final Properties byEnding = table();

  String of(ObjectKey key) {
    String name = key.name();
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? UNKNOWN
        : byEnding.getProperty(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
  }

  private static Properties table() {
    String name = "content-types.properties";
    try (InputStream in =
        Objects.requireNonNull(ContentTypes.class.getResourceAsStream(name), name)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
