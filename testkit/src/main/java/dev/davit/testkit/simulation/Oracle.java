package dev.davit.testkit.simulation;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what a process does while it does it. One for each process. */
final class Oracle implements EventListener {
  private final World world;
  private final Upload upload;
  private final Ledger before;
  private final Set<ResumeToken> unfinishedBefore;
  private final long began;
  private final Map<RelativePath, Long> startedAt = new HashMap<>();
  private final Set<RelativePath> finished = new HashSet<>();
  private boolean started;
  private @Nullable Summary summary;
  private long found;

  Oracle(World world, Upload upload, Ledger before) {
    this.world = world;
    this.upload = upload;
    this.before = before;
    unfinishedBefore = Set.copyOf(world.witness().unfinished());
    began = world.folder().moment();
  }

  /** Every version that is ever visible is one that the file really had. */
  void visible(ObjectKey key, byte[] bytes, boolean first) {
    RelativePath path = path(key);
    if (!world.folder().had(path, bytes, 0)) {
      world.violated("P2 nothing torn", path + " became visible as what it never was");
    }
    if (upload.overwrite() == Overwrite.ONLY_IF_ABSENT && !first) {
      world.violated("P4 nothing destroyed", path + " was replaced");
    }
    if (upload.mode() == Upload.Mode.DRY) {
      world.violated("a dry run changes nothing", path + " was stored");
    }
  }

  /** What was begun and is remembered is continued, not begun anew. */
  void begins(ObjectKey key) {
    Optional<ParkedUpload> parked = before.parked(key);
    if (parked.isPresent()
        && world.witness().unfinished().contains(parked.get().token())
        && looksLike(parked.get())) {
      world.violated("P5 continues", key + " was begun anew though its upload could be resumed");
    }
  }

  /** What is there is not sent again. */
  void sends(ObjectKey key, ByteRange range, boolean there) {
    RelativePath path = path(key);
    if (there) {
      world.violated("P5 continues", path + ": " + range + " was there already");
    }
    Optional<Entry.Stored> stored =
        before.entry(path).filter(entry -> entry.failure().isEmpty()).flatMap(Entry::stored);
    if (upload.trust() == Upload.Trust.STATE
        && stored.isPresent()
        && world.folder().fingerprint(path).equals(stored.map(Entry.Stored::fingerprint))) {
      world.violated("P3 nothing twice", path + " was sent though it is remembered as stored");
    }
    Optional<ParkedUpload> parked = before.parked(key);
    if (parked.isPresent()
        && looksLike(parked.get())
        && !unfinishedBefore.contains(parked.get().token())
        && isVisible(path)) {
      world.violated("P5 continues", path + " was sent again though its upload was completed");
    }
  }

  private boolean looksLike(ParkedUpload parked) {
    return world.folder().fingerprint(parked.path()).equals(Optional.of(parked.fingerprint()));
  }

  private boolean isVisible(RelativePath path) {
    byte[] there = world.witness().visible(world.key(path)).orElse(null);
    byte[] here = world.folder().bytes(path).orElse(null);
    return there != null && Arrays.equals(there, here);
  }

  @Override
  public void on(Event event) {
    if (summary != null) {
      world.violated("P10 honest", "after the run was finished: " + event);
    }
    if (started == event instanceof Event.RunStarted) {
      world.violated("P10 honest", "not the first event and once: " + event);
    }
    switch (event) {
      case Event.RunStarted e -> started = true;
      case Event.SourceStarted e -> {}
      case Event.Found e -> found = e.files();
      case Event.FileStarted e -> startedAt.put(e.path(), world.folder().moment());
      case Event.Progressed e -> {}
      case Event.Retrying e -> {}
      case Event.FileFinished e -> finished(e.outcome());
      case Event.IndexingFailed e -> {}
      case Event.Notice e -> {}
      case Event.Removed e -> {}
      case Event.RunFinished e -> summary = e.summary();
    }
    world.note(event);
  }

  private void finished(Outcome outcome) {
    if (!finished.add(outcome.path())) {
      world.violated("P10 honest", outcome.path() + " was finished twice");
    }
    switch (outcome) {
      case Outcome.Stored stored -> {
        Long since = startedAt.get(stored.path());
        if (since == null) {
          world.violated("P10 honest", stored.path() + " was stored and never started");
        }
        there(outcome, began);
      }
      case Outcome.Skipped skipped -> {
        if (skipped.reason() == Outcome.SkipReason.UNCHANGED
            || skipped.reason() == Outcome.SkipReason.SAME_CONTENT) {
          there(outcome, began);
        }
      }
      case Outcome.Planned planned -> {}
      case Outcome.Deferred deferred -> {}
      case Outcome.Failed failed -> {}
    }
  }

  /** Who says that a file is at the destination says so of content that it has in this run. */
  private void there(Outcome outcome, long since) {
    RelativePath path = outcome.path();
    Optional<byte[]> there = world.witness().visible(world.key(path));
    if (there.isEmpty() || !world.folder().had(path, there.get(), since)) {
      world.violated("no false success", outcome + ", but there is something else");
    }
  }

  /** Judges a run that ended by itself. */
  void ended(Summary returned) {
    if (!returned.equals(summary)) {
      world.violated("P10 honest", "the last event is not the end of the run");
    }
    Summary.Counts counts = returned.counts();
    long sum =
        counts.stored() + counts.planned() + counts.skipped() + counts.deferred() + counts.failed();
    if (counts.found() != found || sum != found || finished.size() != found) {
      world.violated(
          "P10 honest", found + " found, " + finished.size() + " finished, counted " + counts);
    }
  }

  /** Judges a run that was interrupted at once. */
  void interrupted() {
    if (summary == null) {
      world.violated("P10 honest", "an interrupted run has no end");
    }
  }

  private RelativePath path(ObjectKey key) {
    return world.path(key);
  }
}
