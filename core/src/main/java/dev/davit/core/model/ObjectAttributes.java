package dev.davit.core.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored beside the bytes of an object. */
public final class ObjectAttributes {
  private static final ObjectAttributes NONE = new ObjectAttributes(null, Map.of());

  private final @Nullable String contentType;
  private final Map<String, String> metadata;

  private ObjectAttributes(@Nullable String contentType, Map<String, String> metadata) {
    this.contentType = contentType;
    this.metadata = Map.copyOf(metadata);
  }

  /** Returns attributes that leave everything to the destination. */
  public static ObjectAttributes defaults() {
    return NONE;
  }

  /** Returns a copy with a media type, such as {@code text/plain}. */
  public ObjectAttributes withContentType(String contentType) {
    return new ObjectAttributes(contentType, metadata);
  }

  /** Returns a copy with the user metadata. */
  public ObjectAttributes withMetadata(Map<String, String> metadata) {
    return new ObjectAttributes(contentType, metadata);
  }

  /** Returns the media type, if one is to be set. */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  /** Returns the user metadata; empty if none. */
  public Map<String, String> metadata() {
    return metadata;
  }
}
