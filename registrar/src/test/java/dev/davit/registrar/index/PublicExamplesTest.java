package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that the specification gives. */
class PublicExamplesTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void open() {
    fixture = Fixture.example(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          这个文件                              | ok P6
          this image                            | ok P5
          这两张图片                            | ok P5 P4
          both images                           | ok P5 P4
          那个配置文件                          | ok P6
          之前的配置文件                        | ok P3
          the previous image                    | ok P5
          第二张图片                            | ok P5
          the last two files                    | ok P6 P5
          最近上传的文件                        | ok P6 P5 P4
          files uploaded today                  | ok P6 P5 P4 P3
          昨天上传的日志                        | ok P2
          9点半之前上传的文件                   | ok P3 P2 P1
          上周上传的文档                        | ok P1
          配置文件里的端口                      | ambiguous P6
          另一张图片                            | ok P4
          compare this image with that image    | ok P5; ok P4
          server.log 里的错误                   | ok P2
          上一条消息里的文件                    | ok P6
          files from turn 5                     | ok P5 P4
          这个视频                              | none
          这三个配置文件                        | partial P6 P3
          最早上传的文件                        | ok P1
          """)
  void wordsMeanWhatTheSpecificationSays(String words, String meaning) {
    assertThat(fixture.say(words, ResolveContext.atTurn(7))).isEqualTo(meaning);
  }

  @Test
  void aBareNounNamesWhatElseItCouldBe() {
    ListResult result = only("配置文件里的端口");
    assertThat(fixture.labels(result.alternatives())).isEqualTo("P3");
    assertThat(result.total()).isEqualTo(2);
  }

  @Test
  void nothingOfATypeSuggestsWhatThereIs() {
    ListResult result = only("这个视频");
    assertThat(result.reason()).contains(Reason.NO_MATCH);
    assertThat(fixture.labels(result.suggestions())).isEqualTo("P6 P5 P4");
  }

  @Test
  void theBatchOfTheNewestFileIsInFocus() {
    assertThat(only("这个文件").focus()).containsExactly(fixture.id("P6"));
  }

  private ListResult only(String words) {
    ResolveResult result = fixture.session.resolve(words, ResolveContext.atTurn(7));
    assertThat(result.results()).hasSize(1);
    return result.results().get(0);
  }
}
