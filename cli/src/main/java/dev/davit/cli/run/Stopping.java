package dev.davit.cli.run;

import dev.davit.cli.show.Console;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Stop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Ends a run when signals ask for it: gently at the first, at once at the second. */
final class Stopping {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Stop stop;
  private final Console console;
  private final IntConsumer halt;
  private final AtomicReference<@Nullable ExitCode> first = new AtomicReference<>();

  /** Makes one; {@code halt} ends the process without further ado. */
  Stopping(Stop stop, Console console, IntConsumer halt) {
    this.stop = stop;
    this.console = console;
    this.halt = halt;
  }

  /** Begins to listen. */
  void arm() {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signals.listen(name, this::signalled);
    }
  }

  /** Returns what an interrupted run exits with. */
  ExitCode exitCode() {
    ExitCode code = first.get();
    return code == null ? ExitCode.INTERRUPTED : code;
  }

  /** Hears a signal. */
  void signalled(String name) {
    ExitCode code = name.equals("INT") ? ExitCode.INTERRUPTED : ExitCode.TERMINATED;
    if (first.compareAndSet(null, code)) {
      stop.request();
      console.tell(Say.of("stopping: finishing what is in flight; {0}", again(name)));
    } else {
      leave(code);
    }
  }

  private static String again(String name) {
    return name.equals("INT")
        ? Say.of("press Ctrl+C again to leave at once")
        : Say.of("a second signal leaves at once");
  }

  private void leave(ExitCode code) {
    try {
      console.abandon(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    halt.accept(code.number());
  }
}
