package dev.davit.cli.report;

import dev.davit.core.usecase.Event;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pages of a job's last {@value #KEPT} runs with its state, in {@code JOB/reports}. Runs
 * in which nothing happened leave none, so that they do not push out the others. That none can be
 * written is no reason to fail.
 */
public final class KeptReports implements RunReport {
  private static final Logger log = LoggerFactory.getLogger(KeptReports.class);
  static final int KEPT = 10;

  private final Path state;
  private final String name;
  private final Overview overview = new Overview(System::nanoTime);
  private Optional<Path> written = Optional.empty();

  /**
   * Makes them.
   *
   * @param state the folder of all jobs' state
   * @param name of the file; later ones sort after earlier ones
   */
  public KeptReports(Path state, String name) {
    this.state = state;
    this.name = name;
  }

  @Override
  public void on(Event event) {
    overview.on(event);
  }

  /** Returns where the page of this run lies, once it is written; the last job's of several. */
  public Optional<Path> written() {
    return written;
  }

  @Override
  public void finish(RunFacts facts) {
    if (facts.dryRun() || !overview.eventful()) {
      return;
    }
    for (Event.SourceStarted source : overview.sources) {
      Path job = state.resolve(source.jobId());
      if (Files.isDirectory(job)) {
        write(job.resolve("reports"), facts);
      }
    }
  }

  private void write(Path folder, RunFacts facts) {
    try {
      Files.createDirectories(folder, OwnerOnly.folder());
      Path file = folder.resolve(name);
      HtmlReport.write(file, overview, facts);
      written = Optional.of(file);
      prune(folder);
    } catch (IOException e) {
      log.debug("no report is kept in {}", folder, e);
    }
  }

  private static void prune(Path folder) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.html")) {
      found.forEach(pages::add);
    }
    pages.sort(null);
    for (Path page : pages.subList(0, Math.max(0, pages.size() - KEPT))) {
      Files.deleteIfExists(page);
    }
  }
}
