package dev.davit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SayTest {

  @AfterEach
  void speakEnglishAgain() {
    Say.in(Language.ENGLISH);
  }

  @Test
  void englishIsWhatStandsInTheCode() {
    assertThat(Say.of("there is no folder {0}", "{1}")).isEqualTo("there is no folder {1}");
    assertThat(Say.count(1, "file")).isEqualTo("1 file");
    assertThat(Say.count(1_234, "file")).isEqualTo("1,234 files");
    assertThat(Say.lead("a lead", "what a provider says")).isEqualTo("what a provider says");
  }

  @Test
  void chineseHasOneNumberAndItsOwnMarks() {
    Say.in(Language.SIMPLIFIED_CHINESE);
    assertThat(Say.count(1, "file")).isEqualTo("1 个文件");
    assertThat(Say.count(1_234, "file")).isEqualTo("1,234 个文件");
    assertThat(Say.of("there is no folder {0}", "/x")).isEqualTo("文件夹 /x 不存在");
    assertThat(Say.lead(Say.of("denied"), "PUT: 403")).isEqualTo("没有权限：PUT: 403");
    Say.in(Language.TRADITIONAL_CHINESE);
    assertThat(Say.of("there is no folder {0}", "/x")).isEqualTo("資料夾 /x 不存在");
  }

  @Test
  void valuesAreTakenAsTheyAre() {
    assertThat(Say.of("{0} {x} {1}", "$1 \\ {1}", "{0}", "unused")).isEqualTo("$1 \\ {1} {x} {0}");
    assertThat(Say.of("{", 1)).isEqualTo("{");
    assertThat(Say.of("{0", 1)).isEqualTo("{0");
    assertThat(Say.of("{7}{0}", 1)).isEqualTo("{7}1");
    assertThat(Say.of("no catalogue knows this")).isEqualTo("no catalogue knows this");
  }
}
