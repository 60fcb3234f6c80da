package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.SourceFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {

  @Test
  void randomBytesComeBackAndDiffer() {
    Random random = new Random(11);
    Map<String, byte[]> seen = new HashMap<>();
    byte[][] pieces = {
      "\u201B".getBytes(StandardCharsets.UTF_8),
      {(byte) 0xE2, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xC0, (byte) 0xAF},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      "FF".getBytes(StandardCharsets.UTF_8),
      "\uFFFD".getBytes(StandardCharsets.UTF_8),
    };
    for (int i = 0; i < 30_000; i++) {
      java.io.ByteArrayOutputStream name = new java.io.ByteArrayOutputStream();
      for (int j = random.nextInt(1, 9); j > 0; j--) {
        if (random.nextBoolean()) {
          name.writeBytes(pieces[random.nextInt(pieces.length)]);
        } else {
          int b = random.nextInt(1, 256);
          name.write(b == '/' || b == '.' ? 'x' : b);
        }
      }
      byte[] bytes = name.toByteArray();
      String segment = Names.escape(bytes);
      assertThat(RelativePath.of(segment).value()).isEqualTo(segment);
      assertThat(Names.unescape(segment)).isEqualTo(bytes);
      byte[] before = seen.put(segment, bytes);
      assertThat(before == null || java.util.Arrays.equals(before, bytes)).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(15_000);
  }

  @Test
  void utf8IsLeftAlone() {
    for (String text : List.of("é", "e\u0301", "😀", "\uFFFD", "a\nb", "%FF")) {
      assertThat(Names.escape(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
    assertThat(Names.escape(new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("a\u201BFFb");
    assertThat(Names.escape("\u201B".getBytes(StandardCharsets.UTF_8))).isEqualTo("\u201B\u201B");
  }

  @Test
  void anEscapeWithoutDigitsNamesNothing() {
    assertThatThrownBy(() -> Names.unescape("a\u201BF"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Names.unescape("a\u201BxyF"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse names that are not UTF-8")
  void filesWhoseNamesAreNotTextAreFoundAndOpened(@TempDir Path temporary) throws Exception {
    Path root = temporary.toRealPath();
    Scans.run(
        root,
        "sh",
        "-c",
        """
        mkdir "$(printf 'd\\377')" && cd "$(printf 'd\\377')" &&
        for name in 'a\\377' 'a\\376' 'caf\\351' 'x\\342\\200' 'ok' '\\342\\200\\233FF' '\\355\\240\\200'
        do printf "$name" > "$(printf "$name")"; done
        """);
    List<SourceFile> files = Scans.files(Scans.all(root));
    assertThat(files.stream().map(file -> file.path().value()))
        .containsExactlyInAnyOrder(
            "d\u201BFF/a\u201BFF",
            "d\u201BFF/a\u201BFE",
            "d\u201BFF/caf\u201BE9",
            "d\u201BFF/x\u201BE2\u201B80",
            "d\u201BFF/ok",
            "d\u201BFF/\u201B\u201BFF",
            "d\u201BFF/\u201BED\u201BA0\u201B80");
    for (SourceFile file : files) {
      assertThat(Scans.read(file)).isEqualTo(Names.unescape(file.path().name()));
      assertThat(file.content().look()).isEqualTo(file.fingerprint());
      Path folder = Names.resolve(root, "d\u201BFF");
      assertThat(Files.readAllBytes(Names.resolve(folder, file.path().name())))
          .isEqualTo(Names.unescape(file.path().name()));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "names with newlines cannot be made there")
  void newlinesAndControlCharactersAreKept(@TempDir Path temporary) throws Exception {
    Path root = temporary.toRealPath();
    List<String> names = List.of("a\nb", "tab\there", "\u001B[31mred", "back\\slash", "\u0001");
    for (String name : names) {
      Scans.write(root, name);
    }
    assertThat(Scans.paths(Scans.all(root))).containsExactlyInAnyOrderElementsOf(names);
  }

  /** In a POSIX locale Java reads no letter beyond ASCII from a name; paths stay the same. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "locales are about Linux here")
  void pathsDoNotDependOnTheLocale(@TempDir Path temporary) throws Exception {
    Path root = temporary.toRealPath();
    Scans.write(root, "é/😀", "中文", "plain");
    Scans.run(root, "sh", "-c", "echo raw > \"$(printf 'raw\\377')\"");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    StringBuilder expected = new StringBuilder();
    for (SourceFile file : Scans.files(Scans.all(root))) {
      expected.append(PrintScan.line(file)).append('\n');
    }
    String[] command = {
      "env",
      "LC_ALL=POSIX",
      java,
      "-cp",
      System.getProperty("java.class.path"),
      PrintScan.class.getName(),
      "."
    };
    assertThat(Scans.run(root, command)).isEqualTo(expected.toString());
    assertThat(expected.toString().lines()).hasSize(4);
  }
}
