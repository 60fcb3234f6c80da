package dev.davit.clouddrive;

import dev.davit.core.model.Secret;
import dev.davit.core.spi.SettingsException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The second factor of a user: a code as it is (six digits, or eight characters to recover with),
 * or the secret that an authenticator app is set up with, of which the code of the moment is
 * computed (RFC 6238: HMAC-SHA-1, 30 s, six digits).
 */
final class OneTimeCode {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648, section 6
  private static final int BITS = 5;
  private static final int LONGEST_CODE = 8;
  private static final int SHORTEST_SECRET = 10; // bytes
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  private OneTimeCode() {}

  /**
   * Returns the code to send.
   *
   * @param factor up to eight characters, or a longer secret in Base32, with or without spaces
   * @throws SettingsException if it is neither
   */
  static String of(Secret factor, Instant now) {
    String text = factor.reveal().replaceAll("\\s+", "");
    if (text.length() <= LONGEST_CODE) {
      return text;
    }
    String base32 = text.replaceAll("-|=+$", "").toUpperCase(Locale.ROOT);
    return code(decoded(base32), now.getEpochSecond() / STEP_SECONDS);
  }

  private static byte[] decoded(String base32) {
    ByteBuffer secret = ByteBuffer.allocate(base32.length() * BITS / Byte.SIZE);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < base32.length(); i++) {
      int digit = BASE32.indexOf(base32.charAt(i));
      if (digit < 0) {
        throw neither();
      }
      bits = bits << BITS | digit;
      count += BITS;
      if (count >= Byte.SIZE) {
        count -= Byte.SIZE;
        secret.put((byte) (bits >> count));
      }
    }
    if (secret.capacity() < SHORTEST_SECRET) {
      throw neither();
    }
    return secret.array();
  }

  private static SettingsException neither() {
    return new SettingsException(
        "CLOUDDRIVE_TOTP is neither a one-time code, of eight characters at most, nor the secret, in"
            + " Base32, of which such codes are computed");
  }

  private static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "RAW"));
      ByteBuffer hash =
          ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
      int at = hash.get(hash.capacity() - 1) & 0xf; // RFC 4226, section 5.3
      return String.format(Locale.ROOT, "%06d", (hash.getInt(at) & Integer.MAX_VALUE) % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
