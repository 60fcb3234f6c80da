package dev.davit.core.usecase;

import dev.davit.core.internal.LookedAtCheckpoint;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RunRecord;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Indexing;
import dev.davit.core.port.Listing;
import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.RequestForecast;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    return run(upload, roots(upload), listener);
  }

  /** Returns what is lifted from; a list that names no file is not all of a source. */
  private List<SourceRoot> roots(Upload upload) {
    List<SourceRoot> roots = machine.roots(upload.sources());
    if (upload.only().isEmpty()) {
      return roots;
    }
    return upload.only().get().isEmpty()
        ? List.of()
        : List.of(new SourceRoot(roots.getFirst().path(), upload.only().get()));
  }

  /** Runs an order on these roots. */
  Summary run(Upload upload, List<SourceRoot> roots, EventListener listener)
      throws InterruptedException {
    StorageContext context = new StorageContext(surroundings, credentials);
    try (Storage storage = providers.connect(upload.destination(), upload.settings(), context)) {
      if (!storage.profile().overwriteModes().contains(upload.overwrite())) {
        throw new SettingsException(
            upload.destination().scheme() + " cannot keep objects from being replaced");
      }
      return new Run(upload, storage, listener).run(roots);
    }
  }

  /** One run. */
  private final class Run {
    private final Upload upload;
    private final Storage storage;
    private final @Nullable Planning planning;
    private final Tally tally;
    private final RunLimits limits;
    private final RunBreaker breaker = new RunBreaker();
    private final Sending sending;
    private final boolean emptied;
    private Summary.Indexed indexed = new Summary.Indexed(0, 0, 0);

    Run(Upload upload, Storage storage, EventListener listener) {
      this.upload = upload;
      this.storage = storage;
      planning = dry() ? new Planning(storage.facet(RequestForecast.class)) : null;
      tally = new Tally(listener, planning);
      limits = new RunLimits(upload, surroundings.timer());
      emptied = emptied();
      sending = new Sending(surroundings, upload, storage, breaker, this::parking);
    }

    private boolean dry() {
      return upload.mode() == Upload.Mode.DRY;
    }

    private boolean parking() {
      return upload.stop().requested() || limits.timeIsUp();
    }

    Summary run(List<SourceRoot> roots) throws InterruptedException {
      long began = surroundings.timer().nanos();
      tally.tell(
          new Event.RunStarted(surroundings.clock().instant(), upload.destination().toString()));
      try {
        for (int i = 0; i < roots.size() && !ending(); i++) {
          lift(roots.get(i), i == roots.size() - 1);
        }
      } catch (CheckpointException | SourceException | SettingsException | StorageException e) {
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
      if (upload.awaitIndexed().isPresent()) {
        summary = summary.withIndexed(indexed);
      }
      tally.tell(new Event.RunFinished(summary));
      return summary;
    }

    private boolean ending() {
      return upload.stop().requested() || breaker.cause().isPresent() || limits.reached();
    }

    private Summary.Ending ending(Optional<RuntimeException> cause) {
      if (cause.isPresent()) {
        return Summary.Ending.STOPPED;
      }
      if (upload.stop().requested()) {
        return Summary.Ending.INTERRUPTED;
      }
      return limits.reached() && tally.counts().deferred() > 0
          ? Summary.Ending.LIMITED
          : Summary.Ending.COMPLETE;
    }

    private void lift(SourceRoot root, boolean last) throws InterruptedException {
      Job job = new Job(root.path(), Places.identity(upload, storage), "");
      tally.tell(new Event.SourceStarted(root.path(), job.id()));
      try (Checkpoint checkpoint = checkpoint(job);
          ScanReader scan =
              new ScanReader(
                  machine.scan(root, Places.sourceOptions(upload, machine, storage)),
                  tally,
                  surroundings.tasks().parallel(),
                  last)) {
        lift(root, checkpoint, scan);
      } catch (Tasks.TaskFailedException e) {
        throw unexpected(e);
      }
    }

    private Checkpoint checkpoint(Job job) {
      Machine.Notices notices = notice -> tally.tell(new Event.Notice(notice));
      return dry()
          ? new LookedAtCheckpoint(machine.view(job, upload.stateOptions(), notices))
          : machine.checkpoint(job, upload.stateOptions(), notices);
    }

    private void lift(SourceRoot root, Checkpoint checkpoint, ScanReader scan)
        throws InterruptedException {
      Instant begunAt = surroundings.clock().instant();
      long began = surroundings.timer().nanos();
      Summary.Counts before = tally.counts();
      Predicate<ObjectKey> gone =
          upload.repair() == Upload.Repair.NONE
              ? key -> emptied
              : new Survey(upload, storage, sending.loop(), checkpoint, tally).run();
      FileLift files =
          new FileLift(
              surroundings, upload, checkpoint, gone, storage.profile(), sending, limits, tally);
      FolderRun run =
          new FolderRun(
              surroundings,
              upload,
              checkpoint,
              files,
              sending.loop(),
              sending.lane(),
              breaker,
              limits,
              tally);
      boolean complete = run.run(scan);
      if (planning != null) {
        planning.jobEnded(checkpoint.runs());
      } else {
        Duration took = Duration.ofNanos(surroundings.timer().nanos() - began);
        checkpoint.ran(record(begunAt, took, before));
        if (complete && root.only().isEmpty()) {
          run.discardOrphans();
        }
        checkpoint.flush();
        new Delivery(surroundings, checkpoint.outbox(), upload).endOfScan();
        awaitIndexed(checkpoint);
      }
    }

    private void awaitIndexed(Checkpoint checkpoint) throws InterruptedException {
      if (upload.awaitIndexed().isEmpty() || ending()) {
        return;
      }
      Indexing indexing =
          storage
              .facet(Indexing.class)
              .orElseThrow(() ->
                  new SettingsException(
                      upload.destination().scheme() + " does not index: there is no wait for it"));
      Summary.Indexed now = new IndexWait(surroundings, upload, checkpoint, indexing, tally).run();
      indexed =
          new Summary.Indexed(
              indexed.done() + now.done(),
              indexed.failed() + now.failed(),
              indexed.pending() + now.pending());
    }

    private RunRecord record(Instant begunAt, Duration took, Summary.Counts before) {
      Summary.Counts now = tally.counts();
      return new RunRecord(
          begunAt,
          took,
          ending(breaker.cause()).name().toLowerCase(Locale.ROOT),
          now.stored() - before.stored(),
          now.skipped() - before.skipped(),
          now.deferred() - before.deferred(),
          now.failed() - before.failed(),
          now.storedBytes() - before.storedBytes(),
          now.sentBytes() - before.sentBytes());
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
  }

  /** A file's own troubles are outcomes; what ends a task is a bug, an interrupt or a crash. */
  static RuntimeException unexpected(Tasks.TaskFailedException e) throws InterruptedException {
    switch (e.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case Error error -> throw error;
      case RuntimeException failure -> throw failure;
      case null, default -> throw e;
    }
  }
}
