package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real command in Chinese: nothing but names and units is Latin. */
class LanguagesTest {
  private static final Pattern NAMES =
      Pattern.compile(
          "\\S*(copy|source|state-home|\\.txt|\\.tmp|\\.hidden|\\.jar|nosuch)\\S*"
              + "|SHA-256|CRC32C|XXH3-128|local:\\S+|--[a-z-]+|davit|SOURCE|DESTINATION|DIR|MiB|KiB");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

  @TempDir Path folder;
  private ChildDavit davit;

  @BeforeEach
  void makeSource() throws IOException {
    davit = new ChildDavit(folder).with("DAVIT_LANG", "zh-CN");
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/a.txt"), "aaa");
    Files.writeString(folder.resolve("source/b.tmp"), "bb");
    Files.writeString(folder.resolve("source/b.txt2"), "bb");
    Files.writeString(folder.resolve("source/.hidden"), "");
  }

  @Test
  void aRunSpeaksChineseOnly() {
    ChildDavit.Ended ended =
        davit.run("up", "--verbose", "--exclude", "*.txt2", "source", "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out())
        .containsPattern("已发送 {6}a\\.txt  （新文件：3 B，已用 \\S+ 核对）")
        .contains("跳过        .hidden  （隐藏：名称以点开头）")
        .contains("跳过        b.tmp  （系统规则：内置规则 *.tmp（编辑器的临时文件））")
        .contains("跳过        b.txt2  （规则排除：--exclude *.txt2）")
        .containsPattern("已发送 1 个文件（3 B）到 local:copy，用时 \\d\\.\\d 秒。")
        .contains("跳过 3 个：1 个隐藏文件、1 个临时、机密或系统文件、1 个被规则排除。");
    assertThat(ended.err()).startsWith("进度：4/4（100.0%）| 成功：1 | 失败：0 | 速率：");
    assertThat(latin(ended.out() + ended.err())).isEmpty();
    ChildDavit.Ended second = davit.run("up", "source", "local:copy");
    assertThat(second.out()).containsPattern("没有需要发送到 local:copy 的内容|已发送 1 个文件");
    assertThat(latin(second.out() + second.err())).isEmpty();
    ChildDavit.Ended dry = davit.run("up", "-n", "--refresh", "source", "local:copy");
    assertThat(dry.out()).contains("将发送      a.txt  （强制重发：3 B）").contains("本次没有发送任何内容。");
    assertThat(latin(dry.out() + dry.err())).isEmpty();
  }

  /** The launcher passes on what the locale was, be it nothing or one that is not spoken here. */
  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "fr_FR.UTF-8"})
  void aLanguageOfTheEnvironmentThatIsNotSpokenIsEnglish(String language) {
    ChildDavit.Ended ended = davit.with("DAVIT_LANG", language).run("up", "source", "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Sent 2 files");
  }

  @Test
  void mistakesAreToldInChinese() {
    ChildDavit.Ended typo = davit.run("up", "--exclde", "x", "source", "local:copy");
    assertThat(typo.err())
        .isEqualTo("davit: 没有选项 --exclde；是不是想写 --exclude？\n详见“davit up --help”。\n");
    ChildDavit.Ended scheme = davit.run("up", "source", "loca:copy");
    assertThat(scheme.err()).startsWith("davit: 没有提供程序能处理以“loca:”开头的目标；是不是想写 \"local:\"？");
    ChildDavit.Ended missing = davit.run("up", "nosuch", "local:copy");
    assertThat(missing.err()).startsWith("davit: 无法读取源：The source ").hasLineCount(1);
    assertThat(missing.status()).isEqualTo(2);
  }

  @Test
  void machinesAreSpokenToInEnglish() throws IOException {
    ChildDavit.Ended ended = davit.run("up", "--json", "source", "local:copy");
    assertThat(ended.out()).doesNotContainPattern("\\p{IsHan}");
    List<String> lines = ended.out().lines().toList();
    assertThat(new ObjectMapper().readTree(lines.getLast()).get("meaning").asText())
        .isEqualTo("everything found is where it should be");
  }

  @Test
  void theVersionNeedsNoCatalogue() throws IOException {
    davit.jvm("-Xlog:class+load:file=classes.txt").run("--version");
    assertThat(folder.resolve("classes.txt"))
        .content()
        .contains("dev.davit.cli.Main ")
        .doesNotContain("dev.davit.cli.text.Catalogue");
  }

  @Test
  void aTerminalThatCannotWriteChineseIsGivenUtf8() {
    davit.with("LC_ALL", "C").jvm("-Dstdout.encoding=US-ASCII").jvm("-Dstderr.encoding=US-ASCII");
    assertThat(davit.run("up").err()).startsWith("davit: 请指明发送什么、发送到哪里：");
    assertThat(davit.run("--help").out()).contains("把文件夹中的文件发送到对象存储");
    assertThat(davit.run("--help", "--lang=en").out()).contains("Lifts files from folders");
  }

  private static List<String> latin(String text) {
    String rest = NAMES.matcher(text).replaceAll("");
    return WORD.matcher(rest).results().map(m -> m.group()).toList();
  }
}
