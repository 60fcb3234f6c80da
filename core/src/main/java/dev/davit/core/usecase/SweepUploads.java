package dev.davit.core.usecase;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UnfinishedUploads.Unfinished;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Swept.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Discards uploads that nobody will finish. What a job of this machine remembers is kept whatever
 * its age: its next run goes on with it. What another machine began is told apart by its age only.
 */
public final class SweepUploads {
  private final Surroundings surroundings;
  private final Machine machine;
  private final Storage storage;
  private final StateOptions state;
  private final Consumer<Swept> listener;

  /** Prepares it. */
  public SweepUploads(
      Surroundings surroundings,
      Machine machine,
      Storage storage,
      StateOptions state,
      Consumer<Swept> listener) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.storage = storage;
    this.state = state;
    this.listener = listener;
  }

  /** Runs; see {@link dev.davit.core.Davit#sweep}. */
  public List<Swept> run(String prefix, Duration olderThan, Upload.Mode mode) {
    UnfinishedUploads unfinished =
        storage
            .facet(UnfinishedUploads.class)
            .orElseThrow(() ->
                new StorageException.Unsupported(
                    StorageException.Where.of("", "sweep", prefix),
                    "this destination does not show unfinished uploads"));
    Set<ObjectKey> ours = remembered();
    Instant youngest = surroundings.clock().instant().minus(olderThan);
    List<Swept> swept = new ArrayList<>();
    for (Unfinished upload : found(unfinished, prefix)) {
      Fate fate =
          ours.contains(upload.key())
              ? Fate.KEPT_FOR_A_JOB
              : upload.begunAt().isAfter(youngest)
                  ? Fate.TOO_YOUNG
                  : mode == Upload.Mode.DRY ? Fate.WOULD_BE_DISCARDED : Fate.DISCARDED;
      if (fate == Fate.DISCARDED) {
        unfinished.discard(upload);
      }
      Swept one = new Swept(upload, fate);
      listener.accept(one);
      swept.add(one);
    }
    return List.copyOf(swept);
  }

  /** Listed before any is discarded: pages do not like to be changed while they are read. */
  private static List<Unfinished> found(UnfinishedUploads unfinished, String prefix) {
    try (Stream<Unfinished> uploads = unfinished.unfinished(prefix)) {
      return uploads.toList();
    }
  }

  private Set<ObjectKey> remembered() {
    String identity = storage.profile().identity();
    Set<ObjectKey> keys = new HashSet<>();
    for (KnownJob known : machine.jobs(state)) {
      String there = known.job().destination();
      if (there.equals(identity) || there.startsWith(identity + "/")) {
        try (CheckpointView view = machine.view(known.job(), state, notice -> {})) {
          view.parked().stream().map(ParkedUpload::key).forEach(keys::add);
        }
      }
    }
    return keys;
  }
}
