package dev.davit.cli.show;

import java.util.List;

/** Draws progress on a terminal. */
public final class TerminalProgress implements Ticked {
  private static final int FILES_SHOWN = 3;

  private final Console console;
  private final Terminal terminal;
  private final Tally tally;
  private final ProgressBar bar;
  private final Rate files;
  private final Rate bytes;

  /** Begins. */
  public TerminalProgress(Console console, Terminal terminal, Tally tally, long nanos) {
    this.console = console;
    this.terminal = terminal;
    this.tally = tally;
    bar = new ProgressBar(terminal.unicode());
    files = new Rate(nanos);
    bytes = new Rate(nanos);
  }

  @Override
  public void tick(long nanos) {
    Tally.Snapshot now = tally.snapshot(FILES_SHOWN);
    files.sample(nanos, now.processed() + now.sendingShare());
    bytes.sample(nanos, (double) now.movedBytes());
    // The last column stays free: some terminals begin a new line once it is written.
    console.draw(bar.draw(now, files.perSecond(), bytes.perSecond(), terminal.columns() - 1));
  }

  @Override
  public void end(long nanos) {
    console.draw(List.of());
  }
}
