package dev.davit.local.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file with a key, of whatever form: {@code AccessKey.csv}, {@code name = value} lines, an INI
 * file of a vendor's tool, {@code upload_credentials.json}, {@code ~/.aliyun/config.json}.
 */
final class KeyFile implements Place {
  private static final int LOOKS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Path file;
  private final String profile;
  private final Elsewhere elsewhere;
  private final Timer timer;

  /**
   * Makes one.
   *
   * @param profile which of several keys in it; empty for its default
   * @param elsewhere follows a file that says where the key really is
   */
  KeyFile(Path file, String profile, Elsewhere elsewhere, Timer timer) {
    this.file = file;
    this.profile = profile;
    this.elsewhere = elsewhere;
    this.timer = timer;
  }

  @Override
  public String name() {
    return file.toString();
  }

  /** A neighbour's rewriting is waited for: it takes moments in which the file is half there. */
  @Override
  public Optional<Found> look(CredentialScope scope) {
    for (int look = 1; ; look++) {
      try {
        Optional<String> text = KeyFileText.read(file, timer);
        return text.isEmpty() ? Optional.empty() : parse(text.get(), scope);
      } catch (SettingsException e) {
        if (look == LOOKS || !pause()) {
          throw e;
        }
      }
    }
  }

  private boolean pause() {
    try {
      timer.sleep(BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<Found> parse(String text, CredentialScope scope) {
    if (text.isBlank()) {
      throw new SettingsException(file + " is empty");
    } else if (text.stripLeading().startsWith("{")) {
      return json(JsonKeys.parse(name(), text), scope);
    } else if (AccessKeyCsv.looksLike(text)) {
      return csv(text);
    }
    return sections(Ini.parse(text), scope);
  }

  private Optional<Found> json(JsonNode root, CredentialScope scope) {
    if (root.has("profiles")) {
      return AliyunConfig.key(name(), root, profile, scope, elsewhere);
    } else if (!UploadCredentials.isOne(root)) {
      return JsonKeys.key(name(), root);
    }
    UploadCredentials upload =
        UploadCredentials.of(
            name(), root, UploadCredentials.Platform.TOS, UploadCredentials.written(file));
    String scheme = upload.scheme();
    boolean key = Set.of("oss", "s3", "tos").contains(scheme); // all of them also speak S3
    if (!scheme.equals(scope.scheme()) && !(key && scope.scheme().equals("s3"))) {
      throw new SettingsException(
          file
              + " holds a key for "
              + scheme
              + "://, and the destination is "
              + scope.scheme()
              + "://");
    }
    return Optional.of(upload.key());
  }

  private Optional<Found> csv(String text) {
    try {
      return new KeyFields(name(), AccessKeyCsv.fields(text)).key();
    } catch (IOException e) { // without the cause, which may quote a secret
      throw new SettingsException(file + " is no whole CSV file: a quote does not close");
    }
  }

  private Optional<Found> sections(
      Map<String, Map<String, String>> sections, CredentialScope scope) {
    List<String> wanted =
        profile.isEmpty()
            ? List.of("", "default", "Default", "Credentials")
            : List.of(profile, "profile " + profile);
    return wanted.stream()
        .map(section -> sections.getOrDefault(section, Map.of()))
        .flatMap(section -> key(section, scope).stream())
        .findFirst();
  }

  private Optional<Found> key(Map<String, String> section, CredentialScope scope) {
    Optional<Found> own = new KeyFields(name(), section).key();
    if (own.isPresent()) {
      return own;
    }
    return Stream.of("role_name", "ecsRoleName")
        .flatMap(name -> Optional.ofNullable(section.get(name)).stream())
        .findFirst()
        .flatMap(role -> elsewhere.role(role, scope));
  }

  @Override
  public Duration goodFor() {
    return Duration.ofSeconds(2);
  }

  @Override
  public boolean renewable() {
    return true;
  }
}
