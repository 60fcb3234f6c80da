package dev.davit.core.usecase;

import dev.davit.core.internal.Pace;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.model.Entry;
import dev.davit.core.model.IndexState;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.Indexing;
import dev.davit.core.port.Listing;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.usecase.Checked.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a source with a destination. Both tell what they have in the order of their keys, so
 * they are merged, and memory stays bounded.
 */
public final class CheckFolder {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final Machine machine;
  private final Upload order;
  private final Compare compare;
  private final Storage storage;
  private final Consumer<Checked> listener;
  private final RunBreaker breaker = new RunBreaker();
  private final Comparison comparison;
  private final Tasks.Lane lane;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
  private final LeftOut leftOut = new LeftOut();
  private @Nullable CheckpointView memory;
  private long byLength;

  /** Prepares it. */
  public CheckFolder(
      Surroundings surroundings,
      Machine machine,
      Upload order,
      Compare compare,
      Storage storage,
      Consumer<Checked> listener) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.order = order;
    this.compare = compare;
    this.storage = storage;
    this.listener = listener;
    lane = surroundings.tasks().lane(order.transfers().orElse(Pace.FIRST));
    comparison =
        new Comparison(
            surroundings,
            storage.profile(),
            Loops.to(storage, surroundings, order.transfers().orElse(Pace.FIRST), this::ending),
            breaker);
  }

  /** Runs; see {@link dev.davit.core.Davit#check}. */
  public CheckSummary run() throws InterruptedException {
    long began = surroundings.timer().nanos();
    SourceRoot root = machine.roots(order.sources()).getFirst();
    Optional<Listing> listing =
        root.only().isEmpty() ? storage.facet(Listing.class) : Optional.empty();
    Job job = new Job(root.path(), Places.identity(order, storage), "");
    try (CheckpointView view = machine.view(job, order.stateOptions(), notice -> {});
        ChangeSource scan = machine.scan(root, Places.sourceOptions(order, machine, storage));
        Stream<StoredObject> objects = listing.map(l -> l.list(below())).orElseGet(Stream::empty);
        Tasks.Scope scope = surroundings.tasks().scope()) {
      memory = view;
      merge(scan, listing.isPresent() ? new Objects(objects.iterator()) : null, scope);
      scope.join();
    } catch (StorageException | SourceException e) {
      breaker.trip(e);
    }
    Duration took = Duration.ofNanos(surroundings.timer().nanos() - began);
    return new CheckSummary(
        counts, byLength, listing.isPresent(), took, breaker.cause().orElse(null));
  }

  private boolean ending() {
    return order.stop().requested() || breaker.cause().isPresent();
  }

  private String below() {
    String prefix = order.destination().prefix();
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  private void merge(ChangeSource scan, @Nullable Objects objects, Tasks.Scope scope)
      throws InterruptedException {
    boolean ended = false;
    while (!ended && !ending()) {
      ChangeSource.Batch batch = scan.poll(PATIENCE);
      for (Change change : batch.changes()) {
        if (change instanceof Change.Appeared(SourceFile file)) {
          check(file, objects, scope);
        } else if (change instanceof Change.Ignored ignored) {
          ignored(ignored, objects);
        }
      }
      ended = batch.ended();
    }
    while (objects != null && objects.next().isPresent() && !ending()) {
      extra(objects.take());
    }
  }

  private void check(SourceFile file, @Nullable Objects objects, Tasks.Scope scope)
      throws InterruptedException {
    ObjectKey key = ObjectKey.under(order.destination().prefix(), file.path());
    if (objects == null) {
      scope.fork(lane, () -> tell(comparison.byDigest(file, key)));
      return;
    }
    passExtra(objects, key);
    if (objects.next().filter(object -> object.key().equals(key)).isEmpty()) {
      tell(new Checked(key, Verdict.MISSING, "", ""));
      return;
    }
    StoredObject object = objects.take();
    passDuplicates(objects, key);
    if (object.indexState().isPresent()) {
      scope.fork(lane, () -> tell(remembered(file, object)));
      return;
    }
    Checked lengths = Comparison.byLength(file, object);
    if (compare == Compare.LENGTH || lengths.verdict() == Verdict.DIFFERENT) {
      tell(lengths);
    } else {
      scope.fork(lane, () -> tell(comparison.byDigest(file, key)));
    }
  }

  /** What works on its objects has no digests of them: what is remembered is asked instead. */
  private Checked remembered(SourceFile file, StoredObject object) throws InterruptedException {
    CheckpointView view = memory;
    Optional<Entry> known = view == null ? Optional.empty() : view.entry(file.path());
    Checked checked = comparison.byMemory(file, object, compare, known);
    return checked.verdict() == Verdict.SAME
            && object.indexState().filter(IndexState.FAILED::equals).isPresent()
        ? new Checked(checked.key(), Verdict.UNINDEXED, checked.by(), reason(object))
        : checked;
  }

  private String reason(StoredObject object) {
    try {
      return storage.facet(Indexing.class).map(each -> each.failure(object)).orElse("");
    } catch (StorageException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void passDuplicates(Objects objects, ObjectKey key) {
    while (objects.next().filter(object -> object.key().equals(key)).isPresent()) {
      StoredObject more = objects.take();
      tell(new Checked(key, Verdict.DUPLICATE, "", more.version().orElse("")));
    }
  }

  /** What the filters leave out is neither missing nor extra; what cannot be read is a failure. */
  private void ignored(Change.Ignored ignored, @Nullable Objects objects) {
    ObjectKey key = ObjectKey.under(order.destination().prefix(), ignored.path());
    passExtra(objects, key);
    leftOut.add(key);
    if (ignored.reason() == Change.IgnoredReason.UNREADABLE) {
      tell(new Checked(key, Verdict.FAILED, "", "cannot be read: " + ignored.detail()));
    }
  }

  /** Objects before the place that the scan has reached have no file. */
  private void passExtra(@Nullable Objects objects, ObjectKey key) {
    while (objects != null
        && objects.next().filter(object -> object.key().compareTo(key) < 0).isPresent()) {
      extra(objects.take());
    }
    leftOut.passed(key);
  }

  private void extra(StoredObject object) {
    if (!leftOut.contains(object.key())) {
      tell(new Checked(object.key(), Verdict.EXTRA, "", ""));
    }
  }

  private void tell(Checked checked) {
    lock.lock();
    try {
      counts.merge(checked.verdict(), 1L, Long::sum);
      if (checked.verdict() == Verdict.SAME && checked.by().equals("length")) {
        byLength++;
      }
      listener.accept(checked);
    } finally {
      lock.unlock();
    }
  }

  /** Objects, of which the next one can be looked at before it is taken. */
  private static final class Objects {
    private final Iterator<StoredObject> objects;
    private Optional<StoredObject> next = Optional.empty();

    Objects(Iterator<StoredObject> objects) {
      this.objects = objects;
    }

    Optional<StoredObject> next() {
      if (next.isEmpty() && objects.hasNext()) {
        next = Optional.of(objects.next());
      }
      return next;
    }

    StoredObject take() {
      StoredObject taken = next().orElseThrow();
      next = Optional.empty();
      return taken;
    }
  }
}
