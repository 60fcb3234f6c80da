package dev.davit.s3;

import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.UploadRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says in headers what is stored beside the bytes. */
final class ObjectHeaders {
  private final Map<String, String> always;
  private final ContentTypes types = new ContentTypes();

  ObjectHeaders(S3Settings settings) {
    always = settings.objectHeaders();
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
        .forEach((name, value) -> headers.put(metadataName(request, name), encoded(value)));
    return headers;
  }

  /** Returns the headers that store an object at once. */
  Map<String, String> ofWhole(UploadRequest request) {
    Map<String, String> headers = of(request);
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT) {
      headers.put("if-none-match", "*");
    }
    return headers;
  }

  private static String metadataName(UploadRequest request, String name) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
      throw new Rejected(
          S3Errors.where("PutObject", request.key().value()),
          "metadata cannot be named \"" + name + "\"; use letters, digits and -",
          null);
    }
    return "x-amz-meta-" + name.toLowerCase(Locale.ROOT);
  }

  /** Other than ASCII travels as RFC 2047 says, which is also how S3 itself returns it. */
  private static String encoded(String value) {
    if (value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return value.trim();
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }
}
