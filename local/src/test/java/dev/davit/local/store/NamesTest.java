package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.ObjectKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private static Path raw(byte[] name) {
    String hex = HexFormat.ofDelimiter("%").formatHex(name);
    return Path.of(URI.create("file:///%" + hex));
  }

  @ParameterizedTest
  @CsvSource({
    "61ff62, a\u201bFFb",
    "e28261, \u201bE2\u201b82a",
    "eda080, \u201bED\u201bA0\u201b80",
    "c0af, \u201bC0\u201bAF",
    "f4908080, \u201bF4\u201b90\u201b80\u201b80",
    "e2809b, \u201b\u201b",
    "e2809b4646, \u201b\u201bFF",
    "f09f9aa2, \ud83d\udea2",
    "c3bc, \u00fc",
    "2541, %A"
  })
  void bytesThatAreNotUtf8AreEscaped(String hex, String segment) {
    Path path = raw(HexFormat.of().parseHex(hex));
    assertEquals(segment, Names.segment(path));
    assertEquals(path.getFileName(), Names.path(segment));
  }

  @Test
  void anyNameRoundTrips() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] name = new byte[1 + random.nextInt(12)];
      random.nextBytes(name);
      for (int j = 0; j < name.length; j++) {
        // mostly bytes that almost make a character
        name[j] = random.nextInt(3) == 0 ? (byte) (0xe2 + random.nextInt(14)) : name[j];
        name[j] = random.nextInt(3) == 0 ? (byte) (0x80 + random.nextInt(0x40)) : name[j];
        name[j] = name[j] == 0 || name[j] == '/' ? (byte) 'x' : name[j];
      }
      Path path = raw(name);
      String segment = Names.segment(path);
      if (!segment.equals(".") && !segment.equals("..")) {
        assertEquals(segment, ObjectKey.of(segment).value());
        assertEquals(path.getFileName(), Names.path(segment), segment);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u201b",
        "a\u201b",
        "\u201bF",
        "\u201bff",
        "\u201b41",
        "\u201b2F",
        "\u201b00",
        "\u201bC3\u201bBC",
        "\u201b\u201b\u201b",
        "\u201bG0"
      })
  void twoKeysNeverMeanOneFile(String segment) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> Names.path(segment)).getMessage();
    assertTrue(why.contains("U+201B"), why);
  }

  @Test
  void theLengthThatCountsIsThatOfTheFileName() {
    assertEquals("\u201bFF".repeat(255), Names.segment(Names.path("\u201bFF".repeat(255))));
    for (String segment : new String[] {"a".repeat(256), "\u00fc".repeat(128)}) {
      String why =
          assertThrows(IllegalArgumentException.class, () -> Names.path(segment)).getMessage();
      assertTrue(why.contains("256 bytes"), why);
    }
  }
}
