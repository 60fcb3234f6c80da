package dev.davit.cli.report;

import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the paths of files that could not be sent, one to a line, for {@code --files-from}. A file
 * whose name has a line break cannot be in it.
 *
 * <p>The list appears whole at the end. When everything was sent, an older one goes.
 */
public final class FailedList implements EventListener {
  /** What the list in a job's folder is called. */
  public static final String NAME = "failed_files.txt";

  private static final Logger log = LoggerFactory.getLogger(FailedList.class);

  private final Optional<Path> asked;
  private final Optional<Path> state;
  private @Nullable Path target;
  private @Nullable BufferedWriter writer;
  private boolean broken;

  private FailedList(Optional<Path> asked, Optional<Path> state) {
    this.asked = asked;
    this.state = state;
  }

  /** Returns one that writes to a file. */
  public static FailedList to(Path file) {
    return new FailedList(Optional.of(file.toAbsolutePath()), Optional.empty());
  }

  /** Returns one that writes into the folder of each job below the state directory. */
  public static FailedList ofEachJob(Path stateDirectory) {
    return new FailedList(Optional.empty(), Optional.of(stateDirectory));
  }

  @Override
  public void on(Event event) {
    try {
      switch (event) {
        case Event.RunStarted e -> target = asked.orElse(null);
        case Event.SourceStarted e -> begin(e.jobId());
        case Event.FileFinished(Outcome.Failed failed) -> add(failed.path().value());
        case Event.RunFinished e -> finish(e.summary().ending());
        default -> {}
      }
    } catch (IOException e) {
      broken = true;
      log.warn("the list of failed files {} cannot be written: {}", target, e.toString());
    }
  }

  private void begin(String jobId) throws IOException {
    if (state.isPresent()) {
      finish(Summary.Ending.COMPLETE);
      target = state.get().resolve(jobId).resolve(NAME);
    }
  }

  private void add(String path) throws IOException {
    if (broken || target == null || path.indexOf('\n') >= 0) {
      return;
    }
    if (writer == null) {
      FileChannel file =
          FileChannel.open(
              part(target),
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE),
              OwnerOnly.file());
      writer =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(file), StandardCharsets.UTF_8));
    }
    writer.write(path);
    writer.write('\n');
  }

  private void finish(Summary.Ending ending) throws IOException {
    if (target == null || broken) {
      return;
    }
    if (writer != null) {
      writer.close();
      writer = null;
      Files.move(
          part(target),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else if (ending == Summary.Ending.COMPLETE) {
      Files.deleteIfExists(target);
    }
    target = null;
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }
}
