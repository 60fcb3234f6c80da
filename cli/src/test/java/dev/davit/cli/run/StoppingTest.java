package dev.davit.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.show.Console;
import dev.davit.core.usecase.Stop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTest {
  private final Stop stop = new Stop();
  private final List<Integer> halts = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Stopping stopping = new Stopping(stop, new Console(err, err, false), halts::add);

  @Test
  void theFirstSignalAsksAndTheSecondLeaves() {
    stopping.signalled("INT");
    assertThat(stop.requested()).isTrue();
    assertThat(halts).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "stopping: finishing what is in flight; press Ctrl+C again to leave at once");
    stopping.signalled("INT");
    assertThat(halts).containsExactly(130);
    assertThat(stopping.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void hangingUpIsLikeTerminating() {
    stopping.signalled("HUP");
    assertThat(stopping.exitCode()).isEqualTo(ExitCode.TERMINATED);
    stopping.signalled("TERM");
    assertThat(halts).containsExactly(143);
  }

  @Test
  void withoutASignalNothingIsAsked() {
    assertThat(stop.requested()).isFalse();
    assertThat(stopping.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
  }
}
