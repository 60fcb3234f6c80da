package dev.davit.maiagent;

import dev.davit.core.spi.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a service that takes files in three steps wants to be spoken to. MaiAgent's: the public
 * examples in Playma-Co-Ltd/maiagent-api-examples, and docs.maiagent.ai/api.
 *
 * @param authorization what precedes the key in the header of that name
 * @param presignPath answers with where a file goes
 * @param presignConstants are sent with every such request
 * @param sending how the file goes there
 * @param filesPath registers, lists, removes; {@code {id}} stands for the container
 * @param fileConstants are sent with every file that is registered
 * @param reasonPath tells why a file failed; {@code {file}} stands for its id; empty if nothing
 *     does
 * @param names the service's own names for those of {@link #KNOWN} that differ
 */
record Dialect(
    String authorization,
    String presignPath,
    Map<String, String> presignConstants,
    Sending sending,
    String filesPath,
    Map<String, String> fileConstants,
    String reasonPath,
    Map<String, String> names) {
  /** The names of fields that can differ. */
  static final Set<String> KNOWN =
      Set.of(
          "filename",
          "fileSize",
          "url",
          "fields",
          "key",
          "headers",
          "files",
          "file",
          "id",
          "size",
          "status",
          "createdAt",
          "results",
          "count",
          "next",
          "page",
          "pageSize",
          "page_size",
          "query");

  /** How a file goes to the object store. */
  enum Sending {
    /** As the last part of a form, after all fields that were handed out. */
    FORM,
    /** As the body of a PUT, with the headers that were handed out. */
    PUT
  }

  Dialect {
    presignConstants = Map.copyOf(presignConstants);
    fileConstants = Map.copyOf(fileConstants);
    names = Map.copyOf(names);
  }

  static Dialect maiAgent() {
    return new Dialect(
        "Api-Key ",
        "upload-presigned-url/",
        Map.of("modelName", "chatbot-file", "fieldName", "file"),
        Sending.FORM,
        "knowledge-bases/{id}/files/",
        Map.of(),
        "chatbots/{id}/files/{file}/latest-failed-reason/",
        Map.of());
  }

  /** Returns the service's name of a field. */
  String name(String known) {
    return names.getOrDefault(known, known);
  }

  /**
   * Reads names such as {@code filename=name,fileSize=bytes}.
   *
   * @throws SettingsException if there is no such field
   */
  static Map<String, String> names(String text) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.trim().split("=", 2);
      if (sides.length != 2 || !KNOWN.contains(sides[0]) || sides[1].isEmpty()) {
        throw new SettingsException(
            "the setting \"names\" has \""
                + pair.trim()
                + "\"; write filename=name,… with any of "
                + new TreeSet<>(KNOWN));
      }
      names.put(sides[0], sides[1]);
    }
    return names;
  }
}
