package dev.davit.core.usecase;

import dev.davit.core.internal.Lifted;
import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.SteadySource;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.SourceFile;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains one file of an order; writes nothing. */
public final class ExplainFile {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final Machine machine;
  private final UploadFolder uploads;

  /** Prepares it. */
  public ExplainFile(Surroundings surroundings, Machine machine, UploadFolder uploads) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.uploads = uploads;
  }

  /** Runs; see {@link dev.davit.core.Davit#explain}. */
  public FileExplanation run(Upload order, Storage storage, RelativePath path)
      throws InterruptedException {
    SourceRoot root = machine.roots(order.sources()).getFirst();
    SourceOptions options = Places.sourceOptions(order, machine, storage);
    Job job = new Job(root.path(), Places.identity(order, storage), "");
    FilterVerdict filter = machine.explain(root, options, path);
    ObjectKey key = ObjectKey.under(order.destination().prefix(), path);
    SourceRoot one = new SourceRoot(root.path(), Set.of(path));
    Optional<SourceFile> file = filter.reason().isEmpty() ? file(one, options) : Optional.empty();
    try (CheckpointView view = machine.view(job, order.stateOptions(), notice -> {})) {
      return new FileExplanation(
          path,
          job,
          filter,
          file.flatMap(this::identity),
          view.entry(path),
          view.parked(key),
          file.isPresent() ? outcome(order, one) : Optional.empty());
    }
  }

  private Optional<SourceFile> file(SourceRoot one, SourceOptions options)
      throws InterruptedException {
    try (ChangeSource scan = machine.scan(one, options)) {
      return scan.poll(PATIENCE).changes().stream()
          .filter(Change.Appeared.class::isInstance)
          .map(change -> ((Change.Appeared) change).file())
          .findFirst();
    }
  }

  private Optional<Digest> identity(SourceFile file) {
    try (SteadySource source = SteadySource.open(file.content(), surroundings);
        Lifted content = Lifted.of(source, Set.of(), MemoryTickets.forThisHeap())) {
      return Optional.of(content.identity());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Outcome> outcome(Upload order, SourceRoot one) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    Summary unused =
        uploads.run(
            order.dry(),
            List.of(one),
            event -> {
              if (event instanceof Event.FileFinished(Outcome outcome)) {
                outcomes.add(outcome);
              }
            });
    return outcomes.stream().findFirst();
  }
}
