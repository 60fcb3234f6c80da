package dev.davit.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a destination accepts as proof. Prints without its secrets. */
public sealed interface Credential {

  /** An access key with its secret and, for temporary ones, a session token. */
  final class KeyPair implements Credential {
    private final String accessKeyId;
    private final Secret secret;
    private final @Nullable Secret sessionToken;

    private KeyPair(String accessKeyId, Secret secret, @Nullable Secret sessionToken) {
      this.accessKeyId = accessKeyId;
      this.secret = secret;
      this.sessionToken = sessionToken;
    }

    /** Returns a lasting key. */
    public static KeyPair of(String accessKeyId, Secret secret) {
      return new KeyPair(accessKeyId, secret, null);
    }

    /** Returns a copy that is temporary. */
    public KeyPair withSessionToken(Secret sessionToken) {
      return new KeyPair(accessKeyId, secret, sessionToken);
    }

    /** Returns the public half. */
    public String accessKeyId() {
      return accessKeyId;
    }

    /** Returns the secret half. */
    public Secret secret() {
      return secret;
    }

    /** Returns the session token of a temporary key. */
    public Optional<Secret> sessionToken() {
      return Optional.ofNullable(sessionToken);
    }

    @Override
    public String toString() {
      return "KeyPair[" + accessKeyId + ", ***]";
    }
  }

  /** A token or API key that is sent as it is. */
  record Bearer(Secret token) implements Credential {}

  /**
   * Fields that somebody else has signed, for uploads that are posted as forms.
   *
   * @param fields by name, in the order in which they are sent
   */
  record Form(Map<String, Secret> fields) implements Credential {
    /** Copies the fields. */
    public Form {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** No proof: public destinations. */
  record Anonymous() implements Credential {}
}
