package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a request is about.
 *
 * @param bucket empty if none
 * @param key empty if none
 * @param query names and values, decoded
 * @param path the whole path, decoded
 * @param bound whether the host stands for the bucket, so that the path is only the key
 */
record Target(String bucket, String key, Map<String, String> query, String path, boolean bound) {
  private static final int MAX_KEY_BYTES = 1023;

  static Target parse(RequestHead head, StoreOptions options) throws Refusal {
    String path =
        Percent.decode(head.path(), false)
            .orElseThrow(() -> new Refusal("InvalidArgument", "The path cannot be decoded."));
    String host = withoutPort(head.headers().firstOr("host", "")).toLowerCase(Locale.ROOT);
    String bucket = hosted(host, options);
    boolean bound = !bucket.isEmpty();
    String key = path.substring(1);
    if (!bound) {
      int slash = path.indexOf('/', 1);
      bucket = path.substring(1, slash < 0 ? path.length() : slash);
      key = slash < 0 ? "" : path.substring(slash + 1);
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new Refusal("InvalidObjectName", "The key is longer than 1023 bytes.");
    }
    return new Target(bucket, key, query(head.query()), path, bound);
  }

  boolean has(String name) {
    return query.containsKey(name);
  }

  String first(String name, String absent) {
    return query.getOrDefault(name, absent);
  }

  /** Returns a number from 0 to a limit. */
  int number(String name, int absent, int limit) throws Refusal {
    String text = first(name, "");
    if (text.isEmpty()) {
      return absent;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new Refusal("InvalidArgument", name + " must be a number.");
    }
    return Math.min(Integer.parseInt(text), limit);
  }

  static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
  }

  private static String hosted(String host, StoreOptions options) {
    String custom = options.customDomains().get(host);
    if (custom != null) {
      return custom;
    }
    for (String suffix : options.hostSuffixes()) {
      if (host.endsWith("." + suffix)) {
        return host.substring(0, host.length() - suffix.length() - 1);
      }
    }
    return "";
  }

  private static Map<String, String> query(String text) throws Refusal {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("&", -1)) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        fields.putIfAbsent(
            decoded(equals < 0 ? field : field.substring(0, equals)),
            equals < 0 ? "" : decoded(field.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) throws Refusal {
    return Percent.decode(text, true)
        .orElseThrow(() -> new Refusal("InvalidArgument", "The query cannot be decoded."));
  }
}
