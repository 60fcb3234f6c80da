package dev.davit.maiagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the key comes from. */
class ApiKeysTest {
  private static final CredentialSource NONE =
      new CredentialSource() {
        @Override
        public Lease<Credential> lease(CredentialScope scope) {
          throw new SettingsException("none was given");
        }

        @Override
        public void expired(Lease<Credential> lease) {
          throw new AssertionError();
        }
      };

  @TempDir Path temp;

  private ApiKeys keys(Map<String, String> settings, Map<String, String> environment) {
    return new ApiKeys(
        Bases.service("maiagent://kb", settings), NONE, environment, temp.resolve(".env"));
  }

  private String inFile(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("key"), text);
    return keys(Map.of("credentials", file.toString()), Map.of()).current().value().reveal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the-key",
        "  the-key \n",
        "# a comment\nMAIAGENT_API_KEY=the-key\n",
        "BASE_URL=https://x\r\nAPI_KEY='the-key'\r\n",
        "export MAIAGENT_API_KEY=\"the-key\"",
        "{\"api_key\": \"the-key\"}",
        "{\"MAIAGENT_API_KEY\": \"the-key\", \"more\": 1}"
      })
  void aFileHoldsItInAnyOfTheseForms(String text) throws IOException {
    assertThat(inFile(text)).isEqualTo("the-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "MAIAGENT_API_KEY=", "OTHER=x", "{", "{}", "two words"})
  void aFileWithoutOneIsAnErrorThatNamesIt(String text) {
    assertThatThrownBy(() -> inFile(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageNotContaining("two words");
  }

  @Test
  void theEnvironmentComesBeforeTheFileInTheWorkingDirectory() throws IOException {
    Files.writeString(temp.resolve(".env"), "MAIAGENT_API_KEY=of-the-file");
    assertThat(keys(Map.of(), Map.of()).current().value().reveal()).isEqualTo("of-the-file");
    assertThat(keys(Map.of(), Map.of("MAIAGENT_API_KEY", "mine")).current().value().reveal())
        .isEqualTo("mine");
  }

  @Test
  void withoutAnyItSaysWhereToPutOne() {
    assertThatThrownBy(() -> keys(Map.of(), Map.of()).current())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("set MAIAGENT_API_KEY, write it into .env");
  }

  @Test
  void aFileIsReadAgainWhenItsKeyIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("key"), "old");
    try (MaiAgentServer server = MaiAgentServer.start(MaiAgentOptions.defaults())) {
      Service service =
          Bases.service(
              "maiagent://" + server.options().knowledgeBase(),
              Map.of("endpoint", server.endpoint().toString(), "credentials", file.toString()));
      ApiKeys keys = new ApiKeys(service, NONE, Map.of());
      assertThat(keys.current().value().reveal()).isEqualTo("old");
      Files.writeString(file, server.options().apiKey());
      try (PresignedStorage storage = new PresignedStorage(service, keys)) {
        assertThat(storage.find(dev.davit.core.model.ObjectKey.of("nothing"))).isEmpty();
      }
    }
  }
}
