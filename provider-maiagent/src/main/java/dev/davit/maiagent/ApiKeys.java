package dev.davit.maiagent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key: in the file that was named, in what lends credentials, in the environment, in
 * {@code .env} of the working directory. A file is read again when a key is refused.
 */
final class ApiKeys {
  private static final String VARIABLE = "MAIAGENT_API_KEY";
  private static final List<String> NAMES = List.of(VARIABLE, "API_KEY", "api_key", "apiKey");

  private final Service service;
  private final CredentialSource source;
  private final Map<String, String> environment;
  private final Path dotEnv;
  private volatile @Nullable Lease<Secret> known;

  ApiKeys(Service service, CredentialSource source, Map<String, String> environment) {
    this(service, source, environment, Path.of(".env"));
  }

  ApiKeys(Service service, CredentialSource source, Map<String, String> environment, Path dotEnv) {
    this.service = service;
    this.source = source;
    this.environment = environment;
    this.dotEnv = dotEnv;
  }

  /**
   * Returns the key to send now.
   *
   * @throws SettingsException if there is none
   */
  Lease<Secret> current() {
    Lease<Secret> key = known;
    if (key == null) {
      key = found();
      known = key;
    }
    return key;
  }

  /** Says that a key was refused; tells whether there is another by now. */
  boolean refused(Lease<Secret> key) {
    Lease<Secret> now = found();
    known = now;
    return !now.value().equals(key.value());
  }

  private Lease<Secret> found() {
    if (service.keyFile().isPresent()) {
      Path file = service.keyFile().get();
      return lease(read(file), file.toString())
          .orElseThrow(() ->
              new SettingsException(
                  "there is no key in " + file + "; write one as " + VARIABLE + "=…, or alone"));
    }
    try {
      CredentialScope scope = new CredentialScope(service.scheme(), service.container());
      Lease<Credential> lent = source.lease(scope);
      if (lent.value() instanceof Credential.Bearer bearer) {
        return Lease.lasting(bearer.token(), lent.origin());
      }
      throw new SettingsException(service.scheme() + " needs an API key, not an access key");
    } catch (SettingsException none) {
      return lease(environment.get(VARIABLE), "the variable " + VARIABLE)
          .or(() -> lease(dotEnv(), ".env"))
          .orElseThrow(() -> missing(none));
    }
  }

  private SettingsException missing(SettingsException cause) {
    return new SettingsException(
        service.destination()
            + " needs an API key, and there is none; set "
            + VARIABLE
            + ", write it into .env, or name a file that holds it with --credentials",
        cause);
  }

  private @Nullable String dotEnv() {
    return Files.isRegularFile(dotEnv) ? read(dotEnv) : null;
  }

  private static Optional<Lease<Secret>> lease(@Nullable String text, String origin) {
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .map(key -> {
          if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new SettingsException("the key from " + origin + " has a space or odd character");
          }
          return Lease.lasting(Secret.of(key), origin);
        });
  }

  private static @Nullable String read(Path file) {
    try {
      return key(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new SettingsException("credentials: there is no file " + file, e);
    } catch (IOException e) {
      throw new SettingsException("credentials: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes the key out of JSON, out of NAME=value lines, or as the only line. */
  private static @Nullable String key(String text) {
    String content = text.strip();
    if (content.startsWith("{")) {
      return fromJson(content);
    }
    String alone = null;
    for (String line : content.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String name = equals < 0 ? "" : line.substring(0, equals).replaceFirst("^export\\s+", "");
      if (NAMES.contains(name.strip())) {
        return unquoted(line.substring(equals + 1).strip());
      }
      alone = alone == null && equals < 0 ? line : alone;
    }
    return alone;
  }

  private static @Nullable String fromJson(String text) {
    try {
      JsonNode json = new ObjectMapper().readTree(text);
      return NAMES.stream()
          .map(name -> json.path(name).asText(""))
          .filter(key -> !key.isEmpty())
          .findFirst()
          .orElse(null);
    } catch (JsonProcessingException e) {
      throw new SettingsException("credentials: the file begins like JSON and is none");
    }
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
