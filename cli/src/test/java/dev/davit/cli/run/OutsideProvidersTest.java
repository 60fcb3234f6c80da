package dev.davit.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ProviderJar;
import dev.davit.core.spi.StorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideProvidersTest {
  private static final String PROVIDER =
      """
      package acme;

      import dev.davit.core.port.Storage;
      import dev.davit.core.spi.Settings;
      import dev.davit.core.spi.StorageContext;
      import dev.davit.core.spi.StorageProvider;

      public final class NAME implements StorageProvider<NAME.None> {
        public record None() {}

        public String scheme() {
          return "SCHEME";
        }

        public String description() {
          return Helper.text();
        }

        public None read(Settings settings) {
          return new None();
        }

        public Storage connect(None settings, StorageContext context) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  @TempDir Path folder;
  private Path providers;
  private final List<String> complaints = new ArrayList<>();

  @BeforeEach
  void makeFolder() {
    providers = folder.resolve("providers");
  }

  @Test
  void aJarOutOfTheTreeBringsItsProvider() throws IOException {
    pack("acme", "Acme", "acme", "one");
    assertThat(load()).extracting(StorageProvider::scheme).containsExactly("acme");
    assertThat(complaints).isEmpty();
  }

  @Test
  void twoProvidersMayBringTwoVersionsOfOneClass() throws IOException {
    pack("a", "Acme", "aa", "version 1");
    pack("b", "Acme", "bb", "version 2");
    assertThat(load())
        .extracting(StorageProvider::description)
        .containsExactly("version 1", "version 2");
  }

  @Test
  void aBrokenProviderIsNamedAndStopsNobody() throws IOException {
    new ProviderJar(folder.resolve("w1"))
        .pack(providers.resolve("absent/absent.jar"), "acme.Absent\n");
    Files.createDirectories(providers.resolve("garbage"));
    Files.writeString(providers.resolve("garbage/garbage.jar"), "no jar");
    pack("good", "Acme", "good", "fine");
    pack("twin", "Twin", "good", "fine");
    Files.writeString(providers.resolve("README"), "not a provider");
    assertThat(load()).extracting(StorageProvider::scheme).containsExactly("good");
    assertThat(complaints)
        .hasSize(3)
        .satisfies(told -> {
          assertThat(told.get(0)).contains("absent was left out: ").contains("acme.Absent");
          assertThat(told.get(1)).contains("garbage was left out: ");
          assertThat(told.get(2)).contains("twin was left out: the scheme \"good\" is acme.Acme's");
        });
  }

  @Test
  void aProviderThatThrowsIsLeftOut() throws IOException {
    new ProviderJar(folder.resolve("w"))
        .source(
            "acme/Acme.java",
            PROVIDER
                .replace("NAME", "Acme")
                .replace("return \"SCHEME\"", "throw new IllegalStateException(\"no licence\")"))
        .source("acme/Helper.java", helper("x"))
        .pack(providers.resolve("acme/acme.jar"), "acme.Acme\n");
    assertThat(load()).isEmpty();
    assertThat(complaints).singleElement().asString().endsWith("acme was left out: no licence");
  }

  @Test
  void noFolderIsNoProvider() {
    assertThat(load()).isEmpty();
    assertThat(complaints).isEmpty();
  }

  private List<StorageProvider<?>> load() {
    OutsideProviders outside = new OutsideProviders(List.of(), complaints::add);
    outside.loadFrom(providers);
    return outside.all();
  }

  private void pack(String name, String type, String scheme, String description)
      throws IOException {
    new ProviderJar(folder.resolve("work-" + name))
        .source("acme/" + type + ".java", PROVIDER.replace("NAME", type).replace("SCHEME", scheme))
        .source("acme/Helper.java", helper(description))
        .pack(providers.resolve(name).resolve(name + ".jar"), "acme." + type + "\n");
  }

  private static String helper(String text) {
    return "package acme;\n"
        + "final class Helper {\n"
        + "  static String text() {\n    return \""
        + text
        + "\";\n  }\n}\n";
  }
}
