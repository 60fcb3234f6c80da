package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BomTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void theBomNamesEveryArtifactThatIsPublished() throws IOException {
    Set<String> published = new TreeSet<>();
    String modules = Files.readString(ROOT.resolve("pom.xml"));
    for (String module : all("<module>([^<]+)</module>", modules)) {
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      if (!pom.contains("<maven.deploy.skip>true") && !module.equals("bom")) {
        published.addAll(all("(?s)</parent>.*?<artifactId>([^<]+)</artifactId>", pom));
        assertThat(pom).as(module).contains("<module.name>dev.davit.");
      }
    }

    String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
    Set<String> named = all("<artifactId>([^<]+)</artifactId>", bom);
    named.remove("davit-bom");
    assertThat(published).contains("davit-core", "davit-testkit");
    assertThat(named).isEqualTo(published);
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
