package dev.davit.cli.show;

import java.util.List;

/** Ticks ten times a second, from a thread of its own. */
public final class Ticker implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;
  private static final long PATIENCE_MILLIS = 1_000;

  private final List<Ticked> ticked;
  private final Thread thread;

  private Ticker(List<Ticked> ticked) {
    this.ticked = List.copyOf(ticked);
    thread = Thread.ofPlatform().name("davit-ticker").daemon().unstarted(this::run);
  }

  /** Begins to tick. */
  public static Ticker start(List<Ticked> ticked) {
    Ticker ticker = new Ticker(ticked);
    ticker.thread.start();
    return ticker;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        ticked.forEach(each -> each.tick(System.nanoTime()));
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** Ticks for the last time. A terminal that takes no more is not waited for. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      ticked.forEach(each -> each.end(System.nanoTime()));
    }
  }
}
