package dev.davit.local.credentials;

import dev.davit.core.model.Secret;
import dev.davit.core.spi.SettingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of one access key or token, however a place spells them: {@code AccessKey ID}, {@code
 * access_key_id} and {@code accessKeyID} are the same.
 */
final class KeyFields {
  private static final List<String> ID = List.of("accesskeyid", "accessid", "accesskey", "ak");
  private static final List<String> SECRET =
      List.of("accesskeysecret", "secretaccesskey", "secretkey", "accesssecret", "sk");
  private static final List<String> TOKEN = List.of("sessiontoken", "securitytoken", "ststoken");
  private static final List<String> BEARER = List.of("apikey", "apitoken", "bearertoken", "token");
  private static final List<String> END = List.of("expiration", "expiredtime", "expiretime");

  private final String origin;
  private final Map<String, String> values = new HashMap<>();

  /**
   * Takes fields.
   *
   * @param origin where they come from, for people
   */
  KeyFields(String origin, Map<String, String> fields) {
    this.origin = origin;
    fields.forEach((name, value) -> {
      if (!value.isBlank()) {
        values.putIfAbsent(spelled(name), value.strip());
      }
    });
  }

  /** Returns a field's name without case, vendor and punctuation. */
  static String spelled(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.startsWith("oss") ? letters.substring(3) : letters;
  }

  /** Tells whether a field's name is one under which a key's public half goes. */
  static boolean namesId(String field) {
    return ID.contains(spelled(field));
  }

  /** Tells whether a text is the name of a part of a key. */
  static boolean isName(String text) {
    String spelled = spelled(text);
    return Stream.of(ID, SECRET, TOKEN).anyMatch(names -> names.contains(spelled));
  }

  /**
   * Returns the key they make, if they make one.
   *
   * @throws SettingsException if there is only half of one
   */
  Optional<Found> key() {
    return key(end());
  }

  /** As {@link #key()}, with another end. */
  Optional<Found> key(Optional<Instant> end) {
    Optional<String> id = first(ID);
    Optional<String> secret = first(SECRET);
    if (id.isEmpty() && secret.isEmpty()) {
      return first(BEARER).map(token -> Found.token(origin, token, end));
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new SettingsException(
          origin
              + " holds only half of a key: the access key "
              + (id.isEmpty() ? "id" : "secret")
              + " is missing");
    }
    return Optional.of(
        new Found(origin, id.get(), Secret.of(secret.get()), first(TOKEN).map(Secret::of), end));
  }

  /** Returns when the key ends, if the fields say so in a form that can be read. */
  Optional<Instant> end() {
    return first(END).flatMap(KeyFields::instant);
  }

  /** Reads a time with zone, or seconds since 1970. */
  static Optional<Instant> instant(String text) {
    if (text.matches("\\d{10,11}")) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<String> first(List<String> names) {
    return names.stream().map(values::get).filter(value -> value != null).findFirst();
  }
}
