package dev.davit.registrar.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.core.model.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says of an upload, as JSON, what webhooks and commands are told. */
public final class FileFacts {
  /** The attribute that holds the absolute path of the folder that a file's path is below. */
  public static final String SOURCE = "source";

  /** The attribute that names the destination as others shall, such as {@code s3://bucket}. */
  public static final String DESTINATION = "destination";

  private FileFacts() {}

  static ObjectNode of(Registration registration) {
    ObjectNode facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", registration.id())
            .put("path", registration.path().value());
    file(registration).ifPresent(file -> facts.put("file", file));
    destination(registration).ifPresent(name -> facts.put(DESTINATION, name));
    facts.put("key", registration.key().value());
    ObjectUrls.of(registration).ifPresent(url -> facts.put("url", url));
    facts
        .put("size", registration.length())
        .put("digest", registration.identity().toString())
        .put("stored_at", registration.storedAt().toString());
    Map<String, String> more = new TreeMap<>(registration.attributes());
    more.keySet().removeAll(List.of(SOURCE, DESTINATION, ObjectUrls.HOST));
    if (!more.isEmpty()) {
      more.forEach(facts.putObject("attributes")::put);
    }
    return facts;
  }

  static Optional<String> destination(Registration registration) {
    return Optional.ofNullable(registration.attributes().get(DESTINATION));
  }

  /** Returns where the file lies on this machine, if that is known. */
  static Optional<String> file(Registration registration) {
    return Optional.ofNullable(registration.attributes().get(SOURCE))
        .map(source -> Path.of(source).resolve(registration.path().value()).toString());
  }
}
