package dev.davit.s3;

import dev.davit.core.model.ObjectKey;
import java.util.Locale;
import java.util.Properties;

/** Names the media type of an object by the end of its key. */
final class ContentTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private final Properties byEnding = Resources.properties("content-types.properties");

  String of(ObjectKey key) {
    String name = key.name();
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? UNKNOWN
        : byEnding.getProperty(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
