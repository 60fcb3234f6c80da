package dev.davit.testkit.server.s3;

/**
 * A signature that was found right, and what chunks are signed with.
 *
 * @param accessKeyId who signed; empty for nobody
 * @param payload the payload's hash, or how it is signed
 * @param seed the signature that the first chunk's is chained to
 * @param key the signing key
 * @param timestamp the time of signing, as sent
 * @param scope the credential scope
 */
@SuppressWarnings("ArrayRecordComponent")
record S3Identity(
    String accessKeyId, String payload, String seed, byte[] key, String timestamp, String scope) {
  static final S3Identity NOBODY = new S3Identity("", S3Claim.UNSIGNED, "", new byte[0], "", "");
}
