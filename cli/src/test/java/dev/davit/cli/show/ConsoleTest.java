package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutProgressThereIsNoEscapeSequence() {
    Console console = console(true);
    console.result("result");
    console.tell("message");
    assertThat(text(out)).isEqualTo(String.format("result%n"));
    assertThat(text(err)).isEqualTo(String.format("message%n"));
  }

  @Test
  void aLineGoesAboveTheProgress() {
    Console console = console(true);
    console.draw(List.of("bar", "file"));
    err.reset();
    console.tell("message");
    assertThat(text(err))
        .isEqualTo(
            String.format("\r\u001b[1A\u001b[Jmessage%n\rbar\u001b[K\nfile\u001b[K\u001b[J"));
  }

  @Test
  void resultsThatGoElsewhereLeaveTheProgressAlone() {
    Console console = console(false);
    console.draw(List.of("bar"));
    err.reset();
    console.result("result");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void drawingNothingClears() {
    Console console = console(true);
    console.draw(List.of("a", "b", "c"));
    err.reset();
    console.draw(List.of());
    assertThat(text(err)).isEqualTo("\r\u001b[2A\u001b[J");
  }

  @Test
  void abandoningClearsOnce() throws InterruptedException {
    Console console = console(true);
    console.draw(List.of("a"));
    err.reset();
    console.abandon(Duration.ZERO);
    console.abandon(Duration.ZERO);
    assertThat(text(err)).isEqualTo("\r\u001b[J");
  }

  private Console console(boolean sameScreen) {
    return new Console(stream(out), stream(err), sameScreen);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
