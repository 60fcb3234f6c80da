package dev.davit.local.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.spi.SettingsException;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code ~/.aliyun/config.json}, the file of Aliyun's own command. */
final class AliyunConfig {

  private AliyunConfig() {}

  /**
   * Returns the key of a profile.
   *
   * @param profile its name; empty for the file's current one
   * @return empty if there is no such profile, or no key in it
   * @throws SettingsException if there is half a key in it, or it works in a way that is not
   *     supported
   */
  static Optional<Found> key(
      String origin, JsonNode root, String profile, CredentialScope scope, Elsewhere elsewhere) {
    String wanted = profile.isEmpty() ? root.path("current").asText("default") : profile;
    String where = origin + ", profile " + wanted;
    return StreamSupport.stream(root.get("profiles").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(wanted))
        .findFirst()
        .flatMap(found -> key(where, found, scope, elsewhere));
  }

  private static Optional<Found> key(
      String where, JsonNode found, CredentialScope scope, Elsewhere elsewhere) {
    return switch (found.path("mode").asText("AK")) {
      case "AK", "StsToken" -> new KeyFields(where, JsonKeys.texts(found)).key();
      case "EcsRamRole" -> elsewhere.role(found.path("ram_role_name").asText(), scope);
      case "CredentialsURI" -> elsewhere.uri(found.path("credentials_uri").asText());
      case "External" -> elsewhere.process(found.path("process_command").asText());
      case String mode ->
          throw new SettingsException(
              where
                  + " has the mode "
                  + mode
                  + ", which Davit cannot use; use a profile with AK, StsToken, EcsRamRole,"
                  + " CredentialsURI or External, or fetch a temporary key with Aliyun's command");
    };
  }
}
