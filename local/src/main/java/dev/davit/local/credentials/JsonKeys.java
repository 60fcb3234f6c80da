package dev.davit.local.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.spi.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys in JSON: as metadata services, processes and files write them. */
final class JsonKeys {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonKeys() {}

  /**
   * Parses a text.
   *
   * @throws SettingsException if it is no JSON object; the message does not quote it
   */
  static JsonNode parse(String origin, String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree == null || !tree.isObject()) {
        throw new SettingsException(origin + " holds no JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) { // without the cause, which may quote a secret
      throw new SettingsException(
          origin
              + " is not whole JSON: it breaks off or is wrong in line "
              + e.getLocation().getLineNr());
    }
  }

  /** Returns the key that an object holds, or an object within it named for credentials. */
  static Optional<Found> key(String origin, JsonNode object) {
    Optional<Found> here = new KeyFields(origin, texts(object)).key();
    return here.isPresent()
        ? here
        : object.properties().stream()
            .filter(field -> field.getKey().equalsIgnoreCase("credentials"))
            .flatMap(field -> new KeyFields(origin, texts(field.getValue())).key().stream())
            .findFirst();
  }

  /** Returns the texts and numbers of an object, by name. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(field -> {
          if (field.getValue().isTextual() || field.getValue().isNumber()) {
            texts.put(field.getKey(), field.getValue().asText());
          }
        });
    return texts;
  }
}
