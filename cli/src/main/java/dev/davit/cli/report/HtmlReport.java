package dev.davit.cli.report;

import dev.davit.core.usecase.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes one HTML page about a run, complete in itself: no script, no address outside, in bounded
 * memory and of bounded size. The file appears whole when the run is over.
 */
public final class HtmlReport implements RunReport {
  private static final int BUFFER = 1 << 14;

  private final Path target;
  private final Overview overview = new Overview(System::nanoTime);

  private HtmlReport(Path target) {
    this.target = target;
  }

  /**
   * Begins a report.
   *
   * @throws IOException if it could not be written at the end either
   */
  public static HtmlReport begin(Path target) throws IOException {
    WholeFile.tryOut(target);
    return new HtmlReport(target);
  }

  @Override
  public void on(Event event) {
    overview.on(event);
  }

  @Override
  public void finish(RunFacts facts) throws IOException {
    write(target, overview, facts);
  }

  /** Writes a page. */
  static void write(Path target, Overview overview, RunFacts facts) throws IOException {
    WholeFile.write(
        target,
        file -> {
          Writer out =
              Channels.newWriter(
                  file,
                  StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE),
                  BUFFER);
          try {
            new Page(out, overview, facts).write();
            out.flush();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }
}
