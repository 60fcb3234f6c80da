package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.StoredVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lists objects, in both versions of the protocol. */
final class Listings {
  private static final int PAGE = 1000;

  private final S3Store store;

  Listings(S3Store store) {
    this.store = store;
  }

  /**
   * One page.
   *
   * @param objects what is on it
   * @param prefixes common prefixes on it
   * @param last the last key or common prefix on it; empty if there is none
   * @param truncated whether there is more
   */
  private record Page(
      List<StoredVersion> objects, Set<String> prefixes, String last, boolean truncated) {}

  HttpAnswer v2(S3Request request) throws S3Refusal {
    QueryFields query = request.query();
    String token = query.firstOr("continuation-token", "");
    String startAfter = query.firstOr("start-after", "");
    int max = query.number("max-keys", PAGE, PAGE);
    Page page = page(request, token.isEmpty() ? startAfter : decoded(token), max);
    UnaryOperator<String> encoded = encoding(query);
    Xml xml =
        begin(request, encoded, max)
            .element("KeyCount", page.objects().size() + page.prefixes().size())
            .element("IsTruncated", page.truncated());
    if (!token.isEmpty()) {
      xml.element("ContinuationToken", token);
    }
    if (!startAfter.isEmpty()) {
      xml.element("StartAfter", encoded.apply(startAfter));
    }
    if (page.truncated()) {
      xml.element("NextContinuationToken", encoded(page.last()));
    }
    return finish(xml, page, encoded, query.firstOr("fetch-owner", "").equals("true"));
  }

  HttpAnswer v1(S3Request request) throws S3Refusal {
    QueryFields query = request.query();
    String marker = query.firstOr("marker", "");
    int max = query.number("max-keys", PAGE, PAGE);
    Page page = page(request, marker, max);
    UnaryOperator<String> encoded = encoding(query);
    Xml xml =
        begin(request, encoded, max)
            .element("Marker", encoded.apply(marker))
            .element("IsTruncated", page.truncated());
    // As documented, only with a delimiter; otherwise the last key is the marker.
    if (page.truncated() && !query.firstOr("delimiter", "").isEmpty()) {
      xml.element("NextMarker", encoded.apply(page.last()));
    }
    return finish(xml, page, encoded, true);
  }

  static int compare(String a, String b) {
    return java.util.Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns how keys are written in an answer. */
  static UnaryOperator<String> encoding(QueryFields query) throws S3Refusal {
    String type = query.firstOr("encoding-type", "");
    return switch (type) {
      case "" -> text -> text;
      case "url" -> text -> Percent.encode(text, true).replace("%20", "+");
      default ->
          throw new S3Refusal(
              S3Code.INVALID_ARGUMENT, "Invalid Encoding Method specified in Request");
    };
  }

  static void nameEncoding(QueryFields query, Xml xml) {
    if (!query.firstOr("encoding-type", "").isEmpty()) {
      xml.element("EncodingType", "url");
    }
  }

  private Page page(S3Request request, String after, int max) throws S3Refusal {
    BucketState bucket = store.bucket(request);
    String prefix = request.query().firstOr("prefix", "");
    String delimiter = request.query().firstOr("delimiter", "");
    NavigableMap<String, StoredVersion> objects = bucket.objects();
    List<StoredVersion> found = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    String last = "";
    boolean fromPrefix = after.isEmpty() || compare(after, prefix) < 0;
    for (Map.Entry<String, StoredVersion> entry :
        objects.tailMap(fromPrefix ? prefix : after, fromPrefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String common = end < 0 ? "" : key.substring(0, end + delimiter.length());
      if (!common.isEmpty() && (prefixes.contains(common) || common.equals(after))) {
        continue;
      }
      if (found.size() + prefixes.size() == max) {
        return new Page(found, prefixes, last, max > 0);
      }
      if (common.isEmpty()) {
        found.add(entry.getValue());
        last = key;
      } else {
        prefixes.add(common);
        last = common;
      }
    }
    return new Page(found, prefixes, last, false);
  }

  private static Xml begin(S3Request request, UnaryOperator<String> encoded, int max) {
    QueryFields query = request.query();
    Xml xml =
        Xml.document("ListBucketResult")
            .element("Name", request.bucket())
            .element("Prefix", encoded.apply(query.firstOr("prefix", "")));
    if (!query.firstOr("delimiter", "").isEmpty()) {
      xml.element("Delimiter", encoded.apply(query.firstOr("delimiter", "")));
    }
    nameEncoding(query, xml);
    return xml.element("MaxKeys", max);
  }

  private static HttpAnswer finish(
      Xml xml, Page page, UnaryOperator<String> encoded, boolean withOwner) {
    for (StoredVersion object : page.objects()) {
      xml.open("Contents")
          .element("Key", encoded.apply(object.key()))
          .element("LastModified", S3Store.isoDate(object.modified()))
          .element("ETag", S3Store.quoted(object.etag()))
          .element("Size", object.length())
          .element(
              "StorageClass", object.headers().getOrDefault("x-amz-storage-class", "STANDARD"));
      if (withOwner) {
        BucketCalls.owner(xml, "Owner");
      }
      xml.close();
    }
    for (String prefix : page.prefixes()) {
      xml.open("CommonPrefixes").element("Prefix", encoded.apply(prefix)).close();
    }
    return HttpAnswer.of(200).body("application/xml", xml.close().toString());
  }

  private static String encoded(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) throws S3Refusal {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new S3Refusal(S3Code.INVALID_ARGUMENT, "The continuation token provided is incorrect");
    }
  }
}
