package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks at the page in a real browser. The pictures stay in {@code target/screenshots}. Skipped
 * where there is no Chromium.
 */
class ScreenshotTest {
  private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();
  private static final String DARK = "--blink-settings=preferredColorScheme=0";
  private static final String LIGHT = "--blink-settings=preferredColorScheme=1";

  @TempDir Path temp;
  private Chromium browser;

  @BeforeEach
  void findBrowser() throws IOException {
    Optional<Chromium> found = Chromium.find(temp.resolve("profile"));
    assumeTrue(found.isPresent(), "no chromium on the PATH: the page is not looked at");
    browser = found.get();
    Files.createDirectories(PICTURES);
  }

  @AfterEach
  void speakEnglishAgain() {
    Say.in(Language.ENGLISH);
  }

  @Test
  void lightAndDarkAreTwoPictures() throws Exception {
    Path page = page(Language.ENGLISH);
    BufferedImage light = picture(page, "desktop-light.png", 1100, 2600, LIGHT);
    BufferedImage dark = picture(page, "desktop-dark.png", 1100, 2600, DARK);
    assertThat(brightness(light)).as("brightness of the light page").isGreaterThan(200);
    assertThat(brightness(dark)).as("brightness of the dark page").isBetween(5.0, 80.0);
  }

  @Test
  void aPhoneShowsAllOfItWithoutScrollingSideways() throws Exception {
    Path page = page(Language.ENGLISH);
    picture(page, "phone.png", 390, 3600, LIGHT);
    assertThat(widthWanted(page, 390)).isEqualTo("0 beyond 390");
    assertThat(widthWanted(page, 320)).isEqualTo("0 beyond 320");
    assertThat(widthWanted(page, 1100)).isEqualTo("0 beyond 1100");
  }

  @Test
  void chineseIsShown() throws Exception {
    Path page = page(Language.SIMPLIFIED_CHINESE);
    picture(page, "desktop-zh-CN.png", 1100, 2600, LIGHT);
    assertThat(browser.document(page, 1100))
        .contains("部分文件未能发送", "会议记录")
        .contains("lang=\"zh-CN\"");
  }

  @Test
  void theDocumentIsWhatWasWrittenAndNamesDoNothing() throws Exception {
    String document = browser.document(page(Language.ENGLISH), 1100);
    assertThat(document)
        .contains("Some files could not be sent")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\n\\u202egnp.exe")
        .doesNotContain("<script")
        .doesNotContain("\u202e");
  }

  private Path page(Language language) throws IOException {
    Say.in(language);
    Path page = temp.resolve("report-" + language.tag() + ".html");
    HtmlReport.write(page, SampleRun.overview(), SampleRun.FACTS);
    return page;
  }

  /** Asks the browser through a copy of the page that may run a script. */
  private String widthWanted(Path page, int width) throws Exception {
    String probe =
        "<script>document.title = document.documentElement.scrollWidth"
            + " - document.documentElement.clientWidth + ' beyond ' + innerWidth</script>";
    Path copy = temp.resolve("probe.html");
    String html = Files.readString(page);
    assertThat(html).contains("http-equiv=\"Content-Security-Policy\"");
    Files.writeString(copy, html.replaceFirst("<meta http-equiv[^>]*>", "") + probe);
    Path frame = temp.resolve("frame.html");
    Files.writeString(
        frame,
        "<iframe src=\"probe.html\" width=\""
            + width
            + "\" height=\"800\" frameborder=\"0\"></iframe>"
            + "<script>onload = () => document.title = document.querySelector('iframe')"
            + ".contentDocument.title</script>");
    String document = browser.document(frame, 1200);
    return document.replaceAll("(?s).*<title>(.*?)</title>.*", "$1");
  }

  private BufferedImage picture(Path page, String name, int width, int height, String... options)
      throws Exception {
    Path png = PICTURES.resolve(name);
    Files.deleteIfExists(png);
    browser.picture(page, png, width, height, options);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(colours(image)).as("colours in " + name).isGreaterThan(50);
    return image;
  }

  private static long colours(BufferedImage image) {
    return pixels(image).distinct().count();
  }

  private static double brightness(BufferedImage image) {
    return pixels(image)
        .map(rgb -> ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3)
        .average()
        .orElseThrow();
  }

  private static IntStream pixels(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight() / 9)
        .map(i -> i * 9)
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()));
  }
}
