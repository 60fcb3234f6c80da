package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void ideographsAndEmojiTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.of("abc")).isEqualTo(3);
    assertThat(Columns.of("深い")).isEqualTo(4);
    assertThat(Columns.of("😀")).isEqualTo(2);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
  }

  @Test
  void textIsCutAtItsEndOrItsBeginning() {
    assertThat(Columns.head("abcdef", 4)).isEqualTo("abc…");
    assertThat(Columns.tail("abcdef", 4)).isEqualTo("…def");
    assertThat(Columns.tail("abcdef", 6)).isEqualTo("abcdef");
  }

  @Test
  void aWideCharacterIsNeverHalved() {
    for (int columns = 0; columns < 10; columns++) {
      assertThat(Columns.of(Columns.tail("深い階層", columns))).isLessThanOrEqualTo(columns);
      assertThat(Columns.of(Columns.head("深い階層", columns))).isLessThanOrEqualTo(columns);
    }
    assertThat(Columns.tail("深い階層", 4)).isEqualTo("…層");
  }
}
