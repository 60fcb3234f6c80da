package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.StoredVersion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The header fields of a request that an object keeps, and those that it shows again. */
final class StoredHeaders {
  static final String TAGGING = "x-amz-tagging";
  static final String ACL = "x-amz-acl";
  static final String CHECKSUM_ALGORITHM = "x-amz-checksum-algorithm";
  static final String CHECKSUM_TYPE = "x-amz-checksum-type";
  static final String FULL_OBJECT = "FULL_OBJECT";
  static final String COMPOSITE = "COMPOSITE";
  private static final int MAX_METADATA_BYTES = 2048;
  private static final String METADATA = "x-amz-meta-";
  private static final String STORAGE_CLASS = "x-amz-storage-class";
  private static final String ENCODING = "content-encoding";
  private static final String AWS_CHUNKED = "aws-chunked";
  private static final Set<String> KEPT =
      Set.of(
          "cache-control",
          "content-disposition",
          ENCODING,
          "content-language",
          "content-type",
          "expires",
          ACL,
          STORAGE_CLASS,
          TAGGING,
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-bucket-key-enabled",
          "x-amz-website-redirect-location");
  private static final Set<String> HIDDEN = Set.of(ACL, TAGGING, CHECKSUM_ALGORITHM, CHECKSUM_TYPE);

  private StoredHeaders() {}

  static Map<String, String> of(HeaderFields headers) throws S3Refusal {
    Map<String, String> kept = new HashMap<>();
    int metadata = 0;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (name.startsWith(METADATA)) {
        metadata += name.length() - METADATA.length() + headers.value(i).length();
        kept.merge(name, headers.value(i), (a, b) -> a + "," + b);
      } else if (KEPT.contains(name)) {
        kept.put(name, headers.value(i));
      }
    }
    if (metadata > MAX_METADATA_BYTES) {
      throw new S3Refusal(S3Code.METADATA_TOO_LARGE)
          .element("MaxSizeAllowed", "" + MAX_METADATA_BYTES);
    }
    String encoding = kept.remove(ENCODING);
    if (encoding != null && !withoutChunking(encoding).isEmpty()) {
      kept.put(ENCODING, withoutChunking(encoding));
    }
    if (kept.containsKey(TAGGING)) {
      TagSet.fromHeader(kept.getOrDefault(TAGGING, ""));
    }
    return kept;
  }

  /** Adds what a read shows. */
  static void show(Map<String, String> kept, HttpAnswer answer) throws S3Refusal {
    kept.forEach((name, value) -> {
      boolean implied = name.equals(STORAGE_CLASS) && value.equals("STANDARD");
      if (!HIDDEN.contains(name) && !implied) {
        answer.with(name, value);
      }
    });
    if (!kept.containsKey("content-type")) {
      answer.with("content-type", "binary/octet-stream");
    }
    if (kept.containsKey(TAGGING)) {
      int count = TagSet.fromHeader(kept.getOrDefault(TAGGING, "")).tags().size();
      answer.with("x-amz-tagging-count", "" + count);
    }
  }

  /** Adds the checksum that goes with the object. */
  static void showChecksum(StoredVersion version, HttpAnswer answer) {
    String label = version.headers().getOrDefault(CHECKSUM_ALGORITHM, "");
    if (!label.isEmpty()) {
      answer.with("x-amz-checksum-" + label, version.checksums().getOrDefault(label, ""));
      answer.with(CHECKSUM_TYPE, version.headers().getOrDefault(CHECKSUM_TYPE, FULL_OBJECT));
    }
  }

  /** Adds what the answer to a write says about encryption. */
  static void showEncryption(Map<String, String> kept, HttpAnswer answer) {
    kept.forEach((name, value) -> {
      if (name.startsWith("x-amz-server-side-encryption")) {
        answer.with(name, value);
      }
    });
  }

  private static String withoutChunking(String encoding) {
    StringBuilder rest = new StringBuilder();
    for (String coding : encoding.split(",", -1)) {
      String name = coding.strip();
      if (!name.toLowerCase(Locale.ROOT).equals(AWS_CHUNKED) && !name.isEmpty()) {
        rest.append(rest.isEmpty() ? "" : ",").append(name);
      }
    }
    return rest.toString();
  }
}
