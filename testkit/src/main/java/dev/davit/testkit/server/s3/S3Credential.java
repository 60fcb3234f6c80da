package dev.davit.testkit.server.s3;

import java.time.Instant;
import java.util.Optional;

/**
 * A key pair that the server knows.
 *
 * @param accessKeyId its public half
 * @param secretKey its secret half
 * @param sessionToken the token that must come with it; empty for a lasting key
 * @param validUntil when it ends; empty for never
 */
public record S3Credential(
    String accessKeyId,
    String secretKey,
    Optional<String> sessionToken,
    Optional<Instant> validUntil) {

  /** Returns a key that lasts. */
  public static S3Credential lasting(String accessKeyId, String secretKey) {
    return new S3Credential(accessKeyId, secretKey, Optional.empty(), Optional.empty());
  }

  /** Returns a key that ends. */
  public static S3Credential temporary(
      String accessKeyId, String secretKey, String sessionToken, Instant validUntil) {
    return new S3Credential(
        accessKeyId, secretKey, Optional.of(sessionToken), Optional.of(validUntil));
  }

  @Override
  public String toString() {
    return "S3Credential[" + accessKeyId + ", ***, " + validUntil + "]";
  }
}
