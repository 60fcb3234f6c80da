package dev.davit.registrar.delivery;

import dev.davit.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0.0</a> says:
 * {@code v1,} and Base64 of HMAC-SHA256 over {@code id.timestamp.body}. A secret that begins with
 * {@code whsec_} is the Base64 of the key; any other text is the key itself.
 */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";

  private final SecretKeySpec key;

  /**
   * Takes a secret.
   *
   * @throws IllegalArgumentException if it is empty, or {@code whsec_} without Base64 after it
   */
  WebhookSignature(Secret secret) {
    String text = secret.reveal();
    byte[] bytes =
        text.startsWith(PREFIX)
            ? decoded(text.substring(PREFIX.length()))
            : text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("the secret is empty");
    }
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) { // whose message may quote the secret
      throw new IllegalArgumentException("what follows whsec_ in the secret is no Base64");
    }
  }

  /** Returns the value of the header {@code webhook-signature}. */
  String of(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
