package dev.davit.cli.show;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The terminal that the process writes to, if any. Safe for use by any thread. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final boolean out;
  private final boolean err;
  private volatile boolean stale = true;
  private volatile int columns = USUAL_COLUMNS;

  private Terminal(boolean out, boolean err) {
    this.out = out;
    this.err = err;
  }

  /** Looks which of the standard streams lead to a terminal. */
  public static Terminal find() {
    String told = System.getProperty("davit.terminal");
    return told == null
        ? new Terminal(leadsToTerminal(OUT), leadsToTerminal(ERR))
        : new Terminal(told.contains("out"), told.contains("err"));
  }

  /** Tells whether standard output leads to it. */
  boolean shows() {
    return out;
  }

  /** Tells whether standard error leads to it, and it can be drawn on. */
  public boolean draws() {
    return err && !"dumb".equals(System.getenv("TERM"));
  }

  /** Tells whether it shows more than ASCII. */
  boolean unicode() {
    return System.err.charset().equals(StandardCharsets.UTF_8);
  }

  /** Notes that its size may have changed. */
  public void resized() {
    stale = true;
  }

  /** Returns its width. May take some milliseconds after it was resized. */
  int columns() {
    if (stale) {
      stale = false;
      columns = Math.max(FEWEST_COLUMNS, askColumns());
    }
    return columns;
  }

  /** The JDK has no call for this; the launcher's shell has, and otherwise Linux tells by name. */
  private static boolean leadsToTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static int askColumns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_COLUMNS;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return parse(answer);
    } catch (IOException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }

  private static int parse(String size) {
    return Arrays.stream(size.trim().split(" "))
        .skip(1)
        .filter(word -> word.matches("[1-9]\\d{0,3}"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(USUAL_COLUMNS);
  }
}
