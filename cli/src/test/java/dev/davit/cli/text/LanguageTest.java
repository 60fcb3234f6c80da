package dev.davit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // typed, DAVIT_LANG, LC_ALL, LC_MESSAGES, LANG, spoken
        "-, -, -, -, -, en",
        "-, -, -, -, zh_CN.UTF-8, zh-CN",
        "-, -, -, zh_TW.UTF-8, zh_CN.UTF-8, zh-TW",
        "-, -, C, zh_TW.UTF-8, zh_CN.UTF-8, en",
        "-, -, C.UTF-8, -, zh_CN.UTF-8, en",
        "-, -, '', -, zh_CN.UTF-8, zh-CN",
        "-, zh_TW, C, -, zh_CN.UTF-8, zh-TW",
        "-, '', POSIX, -, zh_CN.UTF-8, en",
        "en, zh-TW, zh_CN, zh_CN, zh_CN, en",
        "zh-CN, en, en_US, en_US, en_US, zh-CN",
        "-, de_DE.UTF-8, zh_CN, -, -, en",
      })
  void theFirstThatIsGivenDecides(
      @Nullable String typed,
      @Nullable String davit,
      @Nullable String all,
      @Nullable String messages,
      @Nullable String lang,
      String spoken) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DAVIT_LANG", davit);
    environment.put("LC_ALL", all);
    environment.put("LC_MESSAGES", messages);
    environment.put("LANG", lang);
    environment.values().removeIf(value -> value == null);
    List<String> arguments = typed == null ? List.of("up") : List.of("up", "--lang", typed, "a");
    assertThat(Language.of(arguments, environment).tag()).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource({
    "zh, zh-CN", "zh_CN.GB18030, zh-CN", "zh_SG, zh-CN", "zh-Hans-HK, zh-CN", "ZH-cn, zh-CN",
    "zh_TW.Big5@radical, zh-TW", "zh-HK, zh-TW", "zh_MO, zh-TW", "zh-Hant, zh-TW", "en_GB, en",
  })
  void regionsAndScriptsAreUnderstood(String name, String tag) {
    assertThat(Language.parse(name)).map(Language::tag).hasValue(tag);
  }

  @Test
  void othersAreNot() {
    for (String name : List.of("", "C", "POSIX", "fr", "de_DE.UTF-8", "!", "zhong")) {
      assertThat(Language.parse(name)).as(name).isEmpty();
    }
  }

  @Test
  void whatFollowsTwoDashesIsAFile() {
    assertThat(Language.of(List.of("up", "--", "--lang=zh-CN"), Map.of()))
        .isEqualTo(Language.ENGLISH);
    assertThat(Language.of(List.of("up", "--lang=zh-CN", "--", "x"), Map.of()))
        .isEqualTo(Language.SIMPLIFIED_CHINESE);
    assertThat(Language.of(List.of("up", "--lang"), Map.of())).isEqualTo(Language.ENGLISH);
  }
}
