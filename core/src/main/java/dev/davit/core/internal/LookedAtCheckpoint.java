package dev.davit.core.internal;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.Outbox;
import java.util.List;
import java.util.Optional;

/** The checkpoint of a run that writes nothing: whoever tries to has a defect. */
public final class LookedAtCheckpoint implements Checkpoint {
  private final CheckpointView view;

  /** Makes one; closes the view when it is closed. */
  public LookedAtCheckpoint(CheckpointView view) {
    this.view = view;
  }

  @Override
  public EntryCursor entries() {
    return view.entries();
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return view.entry(path);
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    return view.parked(key);
  }

  @Override
  public List<ParkedUpload> parked() {
    return view.parked();
  }

  @Override
  public List<RunRecord> runs() {
    return view.runs();
  }

  @Override
  public void record(Entry entry, List<Registration> registrations) {
    throw writes();
  }

  @Override
  public void forget(RelativePath path) {
    throw writes();
  }

  @Override
  public void park(ParkedUpload upload) {
    throw writes();
  }

  @Override
  public void unpark(ObjectKey key) {
    throw writes();
  }

  @Override
  public void ran(RunRecord run) {
    throw writes();
  }

  @Override
  public Outbox outbox() {
    throw writes();
  }

  @Override
  public void flush() {
    throw writes();
  }

  @Override
  public void close() {
    view.close();
  }

  private static IllegalStateException writes() {
    return new IllegalStateException("a dry run writes nothing");
  }
}
