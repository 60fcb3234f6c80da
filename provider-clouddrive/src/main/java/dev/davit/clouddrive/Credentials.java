package dev.davit.clouddrive;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to sign in with: the file that was named, what core lends, the environment. A one-time
 * code travels as the session token of a key pair.
 */
final class Credentials {
  private static final Set<String> KNOWN = Set.of("token", "user", "password", "totp");
  private static final String PREFIX = "CLOUDDRIVE_";

  private final ClouddriveSettings settings;
  private final CredentialSource source;
  private final UnaryOperator<@Nullable String> environment;

  Credentials(
      ClouddriveSettings settings,
      CredentialSource source,
      UnaryOperator<@Nullable String> environment) {
    this.settings = settings;
    this.source = source;
    this.environment = environment;
  }

  /**
   * Finds a credential; what changed since the last call is noticed.
   *
   * @throws SettingsException if there is none, or only half of one
   */
  Credential find() {
    if (settings.credentials().isPresent()) {
      return fromFile(settings.credentials().get());
    }
    Optional<Credential> fromEnvironment =
        of(name -> environment.apply(PREFIX + name.toUpperCase(java.util.Locale.ROOT)));
    return fromEnvironment.orElseGet(this::lent);
  }

  private Credential lent() {
    CredentialScope scope = new CredentialScope("clouddrive", settings.destination().container());
    try {
      Lease<Credential> lease = source.lease(scope);
      return lease.value();
    } catch (SettingsException e) {
      throw new SettingsException(
          settings.identity()
              + " needs a token, or a user and a password: put token=… (or user=…"
              + " and password=…) into a file and name it with --credentials, or set "
              + PREFIX
              + "TOKEN (or "
              + PREFIX
              + "USER and "
              + PREFIX
              + "PASSWORD)",
          e);
    }
  }

  private static Credential fromFile(Path file) {
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      lines.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("the credentials file " + file + " cannot be read", e);
    }
    for (String name : lines.stringPropertyNames()) {
      if (!KNOWN.contains(name)) {
        throw new SettingsException(
            "the credentials file "
                + file
                + " has a line \""
                + name
                + "\", which is not known"
                + Settings.nearest(name, KNOWN)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("; there are token, user, password and totp"));
      }
    }
    return of(lines::getProperty)
        .orElseThrow(() ->
            new SettingsException(
                "the credentials file " + file + " has neither a token nor a user"));
  }

  private static Optional<Credential> of(UnaryOperator<@Nullable String> values) {
    Map<String, Optional<String>> found =
        Map.of(
            "token", value(values, "token"),
            "user", value(values, "user"),
            "password", value(values, "password"),
            "totp", value(values, "totp"));
    if (found.get("token").isPresent()) {
      return found.get("token").map(token -> new Credential.Bearer(Secret.of(token)));
    }
    if (found.get("user").isEmpty()) {
      return Optional.empty();
    }
    Credential.KeyPair pair =
        Credential.KeyPair.of(
            found.get("user").get(),
            Secret.of(
                found
                    .get("password")
                    .orElseThrow(() -> new SettingsException("the user has no password"))));
    return Optional.of(
        found.get("totp").map(code -> pair.withSessionToken(Secret.of(code))).orElse(pair));
  }

  private static Optional<String> value(UnaryOperator<@Nullable String> values, String name) {
    return Optional.ofNullable(values.apply(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
