package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What a request is about.
 *
 * @param path the whole path, decoded
 * @param bucket the bucket; empty if none
 * @param key the object key; empty if none
 * @param query the query
 */
record S3Target(String path, String bucket, String key, QueryFields query) {
  private static final int MAX_KEY_BYTES = 1024;

  static S3Target parse(RequestHead head, Set<String> hostSuffixes) throws S3Refusal {
    String path =
        Percent.decode(head.path(), false).orElseThrow(() -> new S3Refusal(S3Code.INVALID_URI));
    QueryFields query = QueryFields.parse(head.query());
    String hosted = hostedBucket(head.headers().firstOr("host", ""), hostSuffixes);
    String bucket = hosted;
    String key = path.substring(1);
    if (hosted.isEmpty()) {
      int slash = path.indexOf('/', 1);
      bucket = path.substring(1, slash < 0 ? path.length() : slash);
      key = slash < 0 ? "" : path.substring(slash + 1);
    }
    checkKey(key);
    return new S3Target(path, bucket, key, query);
  }

  static void checkKey(String key) throws S3Refusal {
    if (key.length() > MAX_KEY_BYTES
        || (key.length() > MAX_KEY_BYTES / 3
            && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES)) {
      throw new S3Refusal(S3Code.KEY_TOO_LONG).element("MaxSizeAllowed", "" + MAX_KEY_BYTES);
    }
    if (key.indexOf('.') >= 0 && hasDotSegment(key)) {
      throw new S3Refusal(S3Code.INVALID_URI, "A key must not have a segment . or ..");
    }
  }

  private static boolean hasDotSegment(String key) {
    String framed = "/" + key + "/";
    return framed.contains("/./") || framed.contains("/../");
  }

  private static String hostedBucket(String host, Set<String> suffixes) {
    int colon = host.lastIndexOf(':');
    String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    for (String suffix : suffixes) {
      if (name.length() > suffix.length() + 1 && name.endsWith("." + suffix)) {
        return name.substring(0, name.length() - suffix.length() - 1);
      }
    }
    return "";
  }
}
