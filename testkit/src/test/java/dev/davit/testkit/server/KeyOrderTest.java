package dev.davit.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  private static final List<String> KEYS =
      List.of(
          "",
          "a",
          "a/",
          "a0",
          "b",
          "é",
          "\uD7FF",
          "\uE000",
          "\uFFFD",
          "\uD83D\uDE00",
          "\uD83D\uDE01",
          "a\uD83D\uDE00",
          "a\uFFFD",
          "\uDBFF\uDFFF");

  @Test
  void keysAreOrderedAsTheirBytesAre() {
    for (String a : KEYS) {
      for (String b : KEYS) {
        int bytes =
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(KeyOrder.BY_UTF8.compare(a, b)))
            .as("%s to %s", a, b)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }
}
