package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The object that a request copies from. */
record CopySource(StoredVersion version) {
  private static final String HEADER = "x-amz-copy-source";
  private static final int TRANSFER_LENGTH = 256 * 1024;

  static CopySource of(S3Request request, S3Store store) throws S3Refusal {
    HeaderFields headers = request.headers();
    String path =
        Percent.decode(headers.firstOr(HEADER, ""), true)
            .orElseThrow(() -> new S3Refusal(S3Code.INVALID_URI));
    String name = path.startsWith("/") ? path.substring(1) : path;
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      throw new S3Refusal(
          S3Code.INVALID_ARGUMENT, "Copy Source must mention the source bucket and key");
    }
    String key = name.substring(slash + 1);
    S3Target.checkKey(key);
    StoredVersion version = store.object(name.substring(0, slash), key);
    Conditions.checkRead(headers, HEADER + "-", version);
    return new CopySource(version);
  }

  /** Copies the range that the request names, or everything. */
  Received read(S3Request request, Set<ChecksumKind> kinds, S3Store store)
      throws S3Refusal, IOException {
    Blob content = version.content();
    Optional<String> header = request.headers().first(HEADER + "-range");
    if (header.isPresent()) {
      ReadRange range =
          ReadRange.parse(header.get(), content.length())
              .filter(r -> header.get().endsWith("-" + (r.offset() + r.length() - 1)))
              .orElseThrow(() ->
                  new S3Refusal(
                      S3Code.INVALID_ARGUMENT,
                      "The x-amz-copy-source-range value must be of the form "
                          + "bytes=first-last within the source object"));
      content = content.slice(range.offset(), range.length());
    }
    if (!content.kept()) {
      throw new S3Refusal(S3Code.NOT_IMPLEMENTED, "This server keeps lengths and digests only.");
    }
    return copy(content, kinds, store.state().blobs());
  }

  private static Received copy(Blob content, Set<ChecksumKind> kinds, BlobStore blobs)
      throws IOException {
    Map<ChecksumKind, ChecksumKind.Running> running = new EnumMap<>(ChecksumKind.class);
    kinds.forEach(kind -> running.put(kind, kind.start()));
    MessageDigest md5 = SigV4.digest("MD5");
    BlobStore.Incoming incoming = blobs.receive(content.length());
    byte[] buffer = new byte[Math.clamp(content.length(), 1, TRANSFER_LENGTH)];
    try (InputStream in = content.open(0, content.length())) {
      int n;
      while ((n = in.read(buffer)) > 0) {
        md5.update(buffer, 0, n);
        for (ChecksumKind.Running checksum : running.values()) {
          checksum.update(buffer, 0, n);
        }
        incoming.write(buffer, 0, n);
      }
    }
    Map<ChecksumKind, byte[]> values = new EnumMap<>(ChecksumKind.class);
    running.forEach((kind, checksum) -> values.put(kind, checksum.value()));
    String hex = HexFormat.of().formatHex(md5.digest());
    return new Received(incoming.keep(), hex, values, Optional.empty());
  }
}
