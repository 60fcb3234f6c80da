package dev.davit.testkit.server.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes {@code aws-chunked} framing off a body and checks each chunk's signature, and that of the
 * trailer.
 */
final class AwsChunks extends InputStream {
  static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  static final String SIGNED_WITH_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
  static final String UNSIGNED_WITH_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final Set<String> KINDS =
      Set.of(SIGNED, SIGNED_WITH_TRAILER, UNSIGNED_WITH_TRAILER);
  private static final int MAX_LINE = 8192;
  private static final int MIN_CHUNK = 8192;
  private static final int MAX_SIZE_DIGITS = 15;
  private static final String CHUNK_ALGORITHM = "AWS4-HMAC-SHA256-PAYLOAD";
  private static final String TRAILER_ALGORITHM = "AWS4-HMAC-SHA256-TRAILER";
  private static final String CHUNK_SIGNATURE = "chunk-signature=";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final InputStream in;
  private final S3Identity identity;
  private final boolean signed;
  private final boolean trailed;
  private final MessageDigest sha256 = SigV4.digest("SHA-256");
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private String previousSignature;
  private String chunkSignature = "";
  private long remaining;
  private boolean inChunk;
  private boolean lastWasShort;
  private boolean done;

  AwsChunks(InputStream in, S3Identity identity) {
    this.in = in;
    this.identity = identity;
    this.signed = !identity.payload().equals(UNSIGNED_WITH_TRAILER);
    this.trailed = !identity.payload().equals(SIGNED);
    this.previousSignature = identity.seed();
  }

  /** Carries a refusal through the methods of a stream. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private final transient S3Refusal refusal;

    RefusedException(S3Refusal refusal) {
      super(refusal);
      this.refusal = refusal;
    }

    S3Refusal refusal() {
      return refusal;
    }
  }

  static boolean frames(String payload) {
    return KINDS.contains(payload);
  }

  /** Returns the trailers, once the body was read to its end. */
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0 && (done || !nextChunk())) {
      return -1;
    }
    int n = in.read(target, offset, (int) Math.min(length, remaining));
    if (n < 0) {
      throw refused(S3Code.INCOMPLETE_BODY, "The body ended inside a chunk");
    }
    if (signed) {
      sha256.update(target, offset, n);
    }
    remaining -= n;
    return n;
  }

  private boolean nextChunk() throws IOException {
    if (inChunk) {
      if (!line().isEmpty()) {
        throw refused(S3Code.INCOMPLETE_BODY, "A chunk is longer than it says");
      }
      checkChunk();
    }
    String line = line();
    int semicolon = line.indexOf(';');
    remaining = size(semicolon < 0 ? line : line.substring(0, semicolon));
    chunkSignature = signature(semicolon < 0 ? "" : line.substring(semicolon + 1));
    if (remaining > 0) {
      if (lastWasShort) {
        throw refused(S3Code.INVALID_CHUNK_SIZE, S3Code.INVALID_CHUNK_SIZE.message());
      }
      lastWasShort = remaining < MIN_CHUNK;
      inChunk = true;
      return true;
    }
    checkChunk();
    readTrailers();
    done = true;
    return false;
  }

  private void checkChunk() throws IOException {
    if (!signed) {
      return;
    }
    String stringToSign =
        CHUNK_ALGORITHM
            + "\n"
            + identity.timestamp()
            + "\n"
            + identity.scope()
            + "\n"
            + previousSignature
            + "\n"
            + SigV4.EMPTY_SHA256
            + "\n"
            + HexFormat.of().formatHex(sha256.digest());
    check(stringToSign, chunkSignature);
    previousSignature = chunkSignature;
  }

  private void readTrailers() throws IOException {
    StringBuilder signedText = new StringBuilder();
    String trailerSignature = "";
    while (true) {
      String line = lineOrEnd();
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || !trailed) {
        throw refused(S3Code.MALFORMED_TRAILER, S3Code.MALFORMED_TRAILER.message());
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals(TRAILER_SIGNATURE)) {
        trailerSignature = value;
      } else {
        trailers.put(name, value);
        signedText.append(name).append(':').append(value).append('\n');
      }
    }
    if (signed && trailed) {
      String stringToSign =
          TRAILER_ALGORITHM
              + "\n"
              + identity.timestamp()
              + "\n"
              + identity.scope()
              + "\n"
              + previousSignature
              + "\n"
              + SigV4.sha256Hex(signedText.toString());
      check(stringToSign, trailerSignature);
    }
  }

  private void check(String stringToSign, String given) throws IOException {
    if (!SigV4.same(SigV4.signature(identity.key(), stringToSign), given)) {
      throw new RefusedException(
          new S3Refusal(S3Code.SIGNATURE_DOES_NOT_MATCH).element("StringToSign", stringToSign));
    }
  }

  private String signature(String extension) throws IOException {
    if (!signed) {
      return "";
    }
    if (!extension.startsWith(CHUNK_SIGNATURE)) {
      throw refused(S3Code.INCOMPLETE_BODY, "A chunk without signature");
    }
    return extension.substring(CHUNK_SIGNATURE.length());
  }

  private static long size(String digits) throws IOException {
    if (digits.isEmpty()
        || digits.length() > MAX_SIZE_DIGITS
        || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw refused(S3Code.INCOMPLETE_BODY, "A chunk without size");
    }
    return HexFormat.fromHexDigitsToLong(digits);
  }

  private String line() throws IOException {
    return line(false);
  }

  /** Some clients leave the last empty line away; the end of the body says the same. */
  private String lineOrEnd() throws IOException {
    return line(true);
  }

  private String line(boolean mayEnd) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        if (mayEnd && line.isEmpty()) {
          return "";
        }
        throw new RefusedException(
            new S3Refusal(S3Code.INCOMPLETE_BODY, "The body ended inside its framing"));
      }
      if (b == '\n' && line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
        return line.toString();
      }
      if (line.length() == MAX_LINE) {
        throw refused(S3Code.INCOMPLETE_BODY, "A line of the framing is too long");
      }
      line.append((char) b);
    }
  }

  private static IOException refused(S3Code code, String message) {
    return new RefusedException(new S3Refusal(code, message));
  }
}
