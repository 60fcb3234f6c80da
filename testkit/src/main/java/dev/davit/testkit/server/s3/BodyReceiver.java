package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a body once and checks everything that the request says about it. */
final class BodyReceiver {
  private static final int TRANSFER_LENGTH = 256 * 1024;
  private static final int MD5_LENGTH = 16;
  private static final int SHA256_HEX_LENGTH = 64;
  private static final String DECODED_LENGTH = "x-amz-decoded-content-length";
  private static final String TRAILER = "x-amz-trailer";

  private final S3Options options;
  private final BlobStore blobs;

  BodyReceiver(S3Options options, BlobStore blobs) {
    this.options = options;
    this.blobs = blobs;
  }

  /** Reads a document that a request carries. */
  byte[] document(S3Request request, RequestBody body, int maxLength)
      throws S3Refusal, IOException {
    BodyReceiver small =
        new BodyReceiver(options.withMaxBodyBytes(maxLength), BlobStore.inMemory());
    return small.receive(request, body, Set.of()).content().bytes();
  }

  /** Reads a body; computes also the wanted checksums. */
  Received receive(S3Request request, RequestBody body, Set<ChecksumKind> wanted)
      throws S3Refusal, IOException {
    RequestHead head = request.head();
    HeaderFields headers = head.headers();
    String payload = request.identity().payload();
    boolean framed = AwsChunks.frames(payload);
    long length = length(head, framed);
    if (length > options.maxBodyBytes()) {
      throw new S3Refusal(S3Code.ENTITY_TOO_LARGE)
          .element("ProposedSize", "" + length)
          .element("MaxSizeAllowed", "" + options.maxBodyBytes());
    }
    Optional<byte[]> md5 = contentMd5(headers);
    Optional<ChecksumKind> promised = promised(headers);
    Optional<ChecksumKind> trailed = trailed(headers, framed);
    if (promised.isPresent() && trailed.isPresent()) {
      throw tooManyChecksums();
    }
    Optional<ChecksumKind> given = promised.or(() -> trailed);
    Set<ChecksumKind> kinds = EnumSet.noneOf(ChecksumKind.class);
    kinds.addAll(wanted);
    given.ifPresent(kinds::add);

    boolean hashed = !framed && !payload.equals(S3Claim.UNSIGNED);
    if (hashed && payload.length() != SHA256_HEX_LENGTH) {
      throw new S3Refusal(
          S3Code.INVALID_ARGUMENT,
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming form, or a hash in hex");
    }
    boolean wantsMd5 = md5.isPresent() || options.etags() == S3Options.ETags.MD5;
    Hashes hashes = new Hashes(kinds, wantsMd5, hashed);
    Optional<AwsChunks> chunks =
        framed ? Optional.of(new AwsChunks(body, request.identity())) : Optional.empty();
    InputStream content = chunks.isPresent() ? chunks.get() : body;
    BlobStore.Incoming incoming = blobs.receive(length);
    boolean kept = false;
    try {
      long came = copy(content, incoming, hashes, length);
      if (came != length) {
        throw new S3Refusal(S3Code.INCOMPLETE_BODY)
            .element("NumberBytesExpected", "" + length)
            .element("NumberBytesProvided", "" + came);
      }
      if (hashed) {
        hashes.checkSha256(payload);
      }
      hashes.checkMd5(md5);
      for (ChecksumKind kind : promised.stream().toList()) {
        hashes.check(kind, headers.firstOr(kind.header(), ""));
      }
      for (ChecksumKind kind : trailed.stream().toList()) {
        hashes.check(kind, chunks.orElseThrow().trailers().getOrDefault(kind.header(), ""));
      }
      Received received = new Received(incoming.keep(), hashes.md5Hex(), hashes.values(), given);
      kept = true;
      return received;
    } catch (AwsChunks.RefusedException e) {
      throw e.refusal();
    } finally {
      if (!kept) {
        incoming.discard();
      }
    }
  }

  private static long copy(InputStream from, BlobStore.Incoming to, Hashes hashes, long expected)
      throws IOException {
    byte[] buffer = new byte[Math.clamp(expected + 1, 1, TRANSFER_LENGTH)];
    long total = 0;
    int n;
    while (total <= expected && (n = from.readNBytes(buffer, 0, buffer.length)) > 0) {
      hashes.update(buffer, n);
      to.write(buffer, 0, n);
      total += n;
    }
    return total;
  }

  private static long length(RequestHead head, boolean framed) throws S3Refusal {
    if (!framed) {
      if (head.chunked()) {
        throw new S3Refusal(
            S3Code.NOT_IMPLEMENTED,
            "A header you provided implies functionality that is not implemented: "
                + "Transfer-Encoding");
      }
      if (head.contentLength() < 0) {
        throw new S3Refusal(S3Code.MISSING_CONTENT_LENGTH);
      }
      return head.contentLength();
    }
    String decoded = head.headers().firstOr(DECODED_LENGTH, "");
    if (decoded.isEmpty()) {
      throw new S3Refusal(S3Code.MISSING_CONTENT_LENGTH);
    }
    try {
      long length = Long.parseLong(decoded);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new S3Refusal(S3Code.INVALID_ARGUMENT, DECODED_LENGTH + " is no number");
    }
    throw new S3Refusal(S3Code.INVALID_ARGUMENT, DECODED_LENGTH + " is negative");
  }

  private static Optional<byte[]> contentMd5(HeaderFields headers) throws S3Refusal {
    Optional<String> text = headers.first("content-md5");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        decoded(text.get(), MD5_LENGTH).orElseThrow(() -> new S3Refusal(S3Code.INVALID_DIGEST)));
  }

  private static Optional<ChecksumKind> promised(HeaderFields headers) throws S3Refusal {
    List<ChecksumKind> kinds =
        Arrays.stream(ChecksumKind.values()).filter(kind -> headers.has(kind.header())).toList();
    if (kinds.size() > 1) {
      throw tooManyChecksums();
    }
    return kinds.stream().findFirst();
  }

  private static Optional<ChecksumKind> trailed(HeaderFields headers, boolean framed)
      throws S3Refusal {
    Optional<String> trailer = headers.first(TRAILER);
    if (trailer.isPresent()) {
      String name = trailer.get().toLowerCase(Locale.ROOT);
      for (ChecksumKind kind : ChecksumKind.values()) {
        if (framed && kind.header().equals(name)) {
          return Optional.of(kind);
        }
      }
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The value specified in the x-amz-trailer header is not supported");
    }
    if (headers.has("x-amz-sdk-checksum-algorithm") && promised(headers).isEmpty()) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
              + "x-amz-trailer headers were found.");
    }
    return Optional.empty();
  }

  private static S3Refusal tooManyChecksums() {
    return new S3Refusal(
        S3Code.INVALID_REQUEST,
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  }

  static Optional<byte[]> decoded(String base64, int length) {
    try {
      byte[] value = Base64.getDecoder().decode(base64);
      return value.length == length ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Everything that is computed while a body passes. */
  private static final class Hashes {
    private final Map<ChecksumKind, ChecksumKind.Running> running =
        new EnumMap<>(ChecksumKind.class);
    private final Optional<MessageDigest> md5;
    private final Optional<MessageDigest> sha256;
    private final Map<ChecksumKind, byte[]> values = new EnumMap<>(ChecksumKind.class);
    private byte[] md5Value = new byte[0];

    Hashes(Set<ChecksumKind> kinds, boolean withMd5, boolean withSha256) {
      kinds.forEach(kind -> running.put(kind, kind.start()));
      md5 = withMd5 ? Optional.of(SigV4.digest("MD5")) : Optional.empty();
      sha256 = withSha256 ? Optional.of(SigV4.digest("SHA-256")) : Optional.empty();
    }

    void update(byte[] bytes, int n) {
      md5.ifPresent(digest -> digest.update(bytes, 0, n));
      sha256.ifPresent(digest -> digest.update(bytes, 0, n));
      running.values().forEach(checksum -> checksum.update(bytes, 0, n));
    }

    void checkSha256(String expected) throws S3Refusal {
      String actual = HexFormat.of().formatHex(sha256.orElseThrow().digest());
      if (!actual.equalsIgnoreCase(expected)) {
        throw new S3Refusal(S3Code.CONTENT_SHA256_MISMATCH)
            .element("ClientComputedContentSHA256", expected)
            .element("S3ComputedContentSHA256", actual);
      }
    }

    void checkMd5(Optional<byte[]> expected) throws S3Refusal {
      md5.ifPresent(digest -> md5Value = digest.digest());
      if (expected.isPresent() && !Arrays.equals(expected.get(), md5Value)) {
        throw new S3Refusal(
            S3Code.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.");
      }
    }

    void check(ChecksumKind kind, String given) throws S3Refusal {
      byte[] expected =
          decoded(given, kind.length())
              .orElseThrow(() ->
                  new S3Refusal(
                      S3Code.INVALID_REQUEST,
                      "Value for " + kind.header() + " header is invalid."));
      if (!Arrays.equals(expected, values().get(kind))) {
        throw new S3Refusal(
            S3Code.BAD_DIGEST,
            "The " + kind.name() + " you specified did not match the calculated checksum.");
      }
    }

    String md5Hex() {
      return HexFormat.of().formatHex(md5Value);
    }

    Map<ChecksumKind, byte[]> values() {
      if (values.isEmpty()) {
        running.forEach((kind, checksum) -> values.put(kind, checksum.value()));
      }
      return values;
    }
  }
}
