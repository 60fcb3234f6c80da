package dev.davit.cli.show;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The two streams that people read: results go to standard output, everything else to standard
 * error. Keeps whole lines and the progress that is drawn on the terminal apart. Safe for use by
 * any thread.
 *
 * <p>What is drawn never hides or moves the cursor for good, so there is nothing to restore when
 * the process is killed.
 */
public final class Console {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final ReentrantLock lock = new ReentrantLock();
  private final PrintStream results;
  private final PrintStream messages;
  private final boolean sameScreen;
  private List<String> drawn = List.of();

  /**
   * Makes one.
   *
   * @param sameScreen whether results appear where progress is drawn
   */
  public Console(PrintStream results, PrintStream messages, boolean sameScreen) {
    this.results = results;
    this.messages = messages;
    this.sameScreen = sameScreen;
  }

  /** Returns one for the standard streams. */
  public static Console standard(Terminal terminal) {
    return new Console(System.out, System.err, terminal.shows());
  }

  /** Returns one that leaves standard output alone, because machines read it. */
  public static Console withoutResults() {
    return new Console(System.err, System.err, true);
  }

  /** Prints a line that was asked for. */
  public void result(String line) {
    print(results, line, sameScreen);
  }

  /** Prints a line that was not asked for. */
  public void tell(String line) {
    print(messages, line, true);
  }

  /** Draws lines in place of those drawn before; none to clear them. */
  public void draw(List<String> lines) {
    lock.lock();
    try {
      StringBuilder text = new StringBuilder(toTop());
      for (int i = 0; i < lines.size(); i++) {
        text.append(i == 0 ? "" : "\n").append(lines.get(i)).append(CLEAR_LINE);
      }
      text.append(CLEAR_BELOW);
      messages.print(text);
      messages.flush();
      drawn = List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** Clears what is drawn, because the process ends at once; does not wait long for anyone. */
  public void abandon(Duration patience) throws InterruptedException {
    if (lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        clear();
        messages.flush();
      } finally {
        lock.unlock();
      }
    }
  }

  private void print(PrintStream stream, String line, boolean onScreen) {
    lock.lock();
    try {
      List<String> below = drawn;
      if (onScreen) {
        clear();
      }
      stream.println(line);
      stream.flush();
      if (onScreen && !below.isEmpty()) {
        draw(below);
      }
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    if (!drawn.isEmpty()) {
      messages.print(toTop() + CLEAR_BELOW);
      messages.flush();
      drawn = List.of();
    }
  }

  private String toTop() {
    return drawn.size() < 2 ? "\r" : "\r\u001b[" + (drawn.size() - 1) + "A";
  }
}
