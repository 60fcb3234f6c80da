package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliPageTest {
  static final String RENEW =
      "mvn -q -pl docs -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=CliPageTest"
          + " -Ddavit.docs.write=true test";

  private static final Path PAGE = Path.of("cli.md");

  @Test
  void theCliPageSaysWhatTheCommandSays() throws IOException {
    if (Boolean.getBoolean("davit.docs.write")) {
      Files.writeString(PAGE, CliPage.text());
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/cli.md is stale; renew it with: " + RENEW)
        .isEqualTo(CliPage.text());
  }

  @Test
  void thePageHasEveryVerb() {
    assertThat(CliPage.text()).contains("## davit\n", "## davit up\n", "--dry-run");
  }
}
