package dev.davit.lane;

import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.UploadRequest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says in headers what is stored beside the bytes. */
final class ObjectHeaders {
  private final Map<String, String> always;
  private final String prefix;
  private final Errors errors;
  private final ContentTypes types = new ContentTypes();

  ObjectHeaders(Map<String, String> always, String prefix, Errors errors) {
    this.always = always;
    this.prefix = prefix;
    this.errors = errors;
  }

  /** Returns the headers that begin an object. */
  Map<String, String> of(UploadRequest request) {
    Map<String, String> headers = new TreeMap<>(always);
    headers.put(
        "content-type",
        request.attributes().contentType().orElseGet(() -> types.of(request.key())));
    request
        .attributes()
        .metadata()
        .forEach((name, value) -> headers.put(named(request, name), encoded(value)));
    return headers;
  }

  private String named(UploadRequest request, String name) {
    if (!name.matches("[A-Za-z0-9-]+")) {
      throw new Rejected(
          errors.where("PutObject", request.key().value()),
          "metadata cannot be named \"" + name + "\"; use letters, digits and -",
          null);
    }
    return prefix + "meta-" + name.toLowerCase(Locale.ROOT);
  }

  /** Other than ASCII travels percent-encoded, as both services' own clients write it. */
  private static String encoded(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c < 0x7f)
        ? value.strip()
        : Encoding.query(value);
  }
}
