package dev.davit.core.usecase;

import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.Pace;
import dev.davit.core.internal.Retries;
import dev.davit.core.internal.RetryPolicy;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.internal.Throttle;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Listing;
import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lifts files and folders: scan, filter, decide, send, record, register. */
public final class UploadFolder {
  private final Surroundings surroundings;
  private final Machine machine;
  private final Providers providers;
  private final CredentialSource credentials;

  /** Makes one. */
  public UploadFolder(
      Surroundings surroundings,
      Machine machine,
      Providers providers,
      CredentialSource credentials) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.providers = providers;
    this.credentials = credentials;
  }

  /** Runs an order; see {@link dev.davit.core.Davit#upload}. */
  public Summary run(Upload upload, EventListener listener) throws InterruptedException {
    List<SourceRoot> roots = machine.roots(upload.sources());
    StorageContext context = new StorageContext(surroundings, credentials);
    try (Storage storage = providers.connect(upload.destination(), upload.settings(), context)) {
      if (!storage.profile().overwriteModes().contains(upload.overwrite())) {
        throw new SettingsException(
            upload.destination().scheme() + " cannot keep objects from being replaced");
      }
      return new Run(upload, storage, new Tally(listener)).run(roots);
    }
  }

  /** One run. */
  private final class Run {
    private final Upload upload;
    private final Storage storage;
    private final Tally tally;
    private final RunBreaker breaker = new RunBreaker();
    private final MemoryTickets tickets = MemoryTickets.forThisHeap();
    private final Tasks.Lane lane;
    private final UploadLoop loop;
    private final boolean emptied;

    Run(Upload upload, Storage storage, Tally tally) {
      this.upload = upload;
      this.storage = storage;
      this.tally = tally;
      emptied = emptied();
      Tasks tasks = surroundings.tasks();
      Pace pace = new Pace(surroundings, upload.bandwidth());
      int transfers = upload.transfers().orElse(Pace.FIRST);
      Tasks.Lane network = tasks.lane(transfers);
      lane = tasks.lane(transfers);
      if (upload.transfers().isEmpty()) {
        pace.adapt(network, lane);
      }
      loop =
          new UploadLoop(
              new UploadLoop.Means(
                  storage,
                  tasks,
                  network,
                  tasks.lane(Runtime.getRuntime().availableProcessors()),
                  retries(),
                  pace,
                  upload.stop()::requested));
    }

    private Retries retries() {
      return new Retries(
          RetryPolicy.defaults(),
          surroundings,
          new Throttle(surroundings.timer(), () -> upload.requestsPerSecond().orElse(0)),
          () -> upload.stop().requested() || breaker.cause().isPresent());
    }

    Summary run(List<SourceRoot> roots) throws InterruptedException {
      long began = surroundings.timer().nanos();
      tally.tell(
          new Event.RunStarted(surroundings.clock().instant(), upload.destination().toString()));
      try {
        for (int i = 0; i < roots.size() && !ending(); i++) {
          lift(roots.get(i), i == roots.size() - 1);
        }
      } catch (CheckpointException | SourceException | SettingsException e) {
        breaker.trip(e);
      } catch (InterruptedException e) {
        upload.stop().request();
        Summary unused = finish(began);
        throw e;
      }
      return finish(began);
    }

    private Summary finish(long began) {
      Duration took = Duration.ofNanos(surroundings.timer().nanos() - began);
      Summary summary = tally.summary(took, ending(breaker.cause()), breaker.cause().orElse(null));
      tally.tell(new Event.RunFinished(summary));
      return summary;
    }

    private boolean ending() {
      return upload.stop().requested() || breaker.cause().isPresent();
    }

    private Summary.Ending ending(Optional<RuntimeException> cause) {
      if (cause.isPresent()) {
        return Summary.Ending.STOPPED;
      }
      return upload.stop().requested() ? Summary.Ending.INTERRUPTED : Summary.Ending.COMPLETE;
    }

    private void lift(SourceRoot root, boolean last) throws InterruptedException {
      Job job = new Job(root.path(), destinationIdentity(), "");
      tally.tell(new Event.SourceStarted(root.path(), job.id()));
      try (Checkpoint checkpoint =
              machine.checkpoint(
                  job, upload.stateOptions(), notice -> tally.tell(new Event.Notice(notice)));
          ScanReader scan =
              new ScanReader(
                  machine.scan(root, sourceOptions()),
                  tally,
                  surroundings.tasks().parallel(),
                  last)) {
        lift(root, checkpoint, scan);
      } catch (Tasks.TaskFailedException e) {
        throw unexpected(e);
      }
    }

    private void lift(SourceRoot root, Checkpoint checkpoint, ScanReader scan)
        throws InterruptedException {
      FileLift files =
          new FileLift(
              surroundings,
              upload,
              checkpoint,
              emptied,
              storage.profile(),
              loop,
              tickets,
              breaker,
              tally);
      FolderRun run =
          new FolderRun(surroundings, upload, checkpoint, files, loop, lane, breaker, tally);
      boolean complete = run.run(scan);
      if (upload.mode() == Upload.Mode.REAL) {
        if (complete && root.only().isEmpty()) {
          run.discardOrphans();
        }
        checkpoint.flush();
        new DeliverRegistrations(
                surroundings, checkpoint.outbox(), upload.registrars(), upload.stop())
            .deliverDue();
      }
    }

    /**
     * Where looking costs next to nothing, memory is not trusted that the place itself has lost.
     */
    private boolean emptied() {
      return storage.facet(OnThisMachine.class).isPresent()
          && storage.facet(Listing.class).filter(this::listsNothing).isPresent();
    }

    private boolean listsNothing(Listing listing) {
      try (Stream<StoredObject> objects = listing.list(upload.destination().prefix())) {
        return objects.findAny().isEmpty();
      } catch (StorageException e) {
        return false; // the first upload will say what is wrong
      }
    }

    /** A file's own troubles are outcomes; what ends a task is a bug, an interrupt or a crash. */
    private RuntimeException unexpected(Tasks.TaskFailedException e) throws InterruptedException {
      switch (e.getCause()) {
        case InterruptedException interrupted -> throw interrupted;
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        case null, default -> throw e;
      }
    }

    private String destinationIdentity() {
      String prefix = upload.destination().prefix();
      return storage.profile().identity() + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    /** Neither Davit's own state nor the destination is lifted, where they lie in the source. */
    private SourceOptions sourceOptions() {
      List<Path> never = new ArrayList<>(upload.sourceOptions().neverBelow());
      never.add(machine.stateDirectory(upload.stateOptions()));
      storage.facet(OnThisMachine.class).map(OnThisMachine::directory).ifPresent(never::add);
      return upload.sourceOptions().withNeverBelow(never);
    }
  }
}
