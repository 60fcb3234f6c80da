package dev.davit.testkit.simulation;

import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.Content;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Outbox;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Passes everything on; bugs are planted by overriding. */
class PassedMachine implements Machine {
  private final Machine machine;

  PassedMachine(Machine machine) {
    this.machine = machine;
  }

  /** Passes on what a file looks like. */
  Fingerprint look(RelativePath path, Fingerprint fingerprint) {
    return fingerprint;
  }

  /** Tells whether a scan reports a file. */
  boolean sees(RelativePath path) {
    return true;
  }

  /** Passes on a checkpoint. */
  Checkpoint checkpoint(Checkpoint checkpoint) {
    return checkpoint;
  }

  @Override
  public List<SourceRoot> roots(List<Path> sources) {
    return machine.roots(sources);
  }

  @Override
  public ChangeSource scan(SourceRoot root, SourceOptions options) {
    return new Scan(machine.scan(root, options));
  }

  @Override
  public Checkpoint checkpoint(Job job, StateOptions options, Notices notices) {
    return checkpoint(machine.checkpoint(job, options, notices));
  }

  @Override
  public CheckpointView view(Job job, StateOptions options, Notices notices) {
    return machine.view(job, options, notices);
  }

  @Override
  public List<KnownJob> jobs(StateOptions options) {
    return machine.jobs(options);
  }

  @Override
  public FilterVerdict explain(SourceRoot root, SourceOptions options, RelativePath path) {
    return machine.explain(root, options, path);
  }

  @Override
  public CredentialSource credentials(Surroundings surroundings) {
    return machine.credentials(surroundings);
  }

  @Override
  public Path stateDirectory(StateOptions options) {
    return machine.stateDirectory(options);
  }

  private final class Scan implements ChangeSource {
    private final ChangeSource scan;

    Scan(ChangeSource scan) {
      this.scan = scan;
    }

    @Override
    public Batch poll(Duration wait) throws InterruptedException {
      Batch batch = scan.poll(wait);
      List<Change> changes =
          batch.changes().stream()
              .map(change -> ((Change.Appeared) change).file())
              .filter(file -> sees(file.path()))
              .<Change>map(file -> new Change.Appeared(passed(file)))
              .toList();
      return new Batch(changes, batch.watermark(), batch.ended());
    }

    private SourceFile passed(SourceFile file) {
      return new SourceFile(
          file.path(),
          look(file.path(), file.fingerprint()),
          new Content() {
            @Override
            public Fingerprint look() throws IOException {
              return PassedMachine.this.look(file.path(), file.content().look());
            }

            @Override
            public Reading open() throws IOException {
              return file.content().open();
            }
          });
    }

    @Override
    public void acknowledge(Watermark watermark) {
      scan.acknowledge(watermark);
    }

    @Override
    public void close() {
      scan.close();
    }
  }

  /** Passes everything on. */
  static class Memory implements Checkpoint {
    private final Checkpoint checkpoint;

    Memory(Checkpoint checkpoint) {
      this.checkpoint = checkpoint;
    }

    @Override
    public EntryCursor entries() {
      return checkpoint.entries();
    }

    @Override
    public Optional<Entry> entry(RelativePath path) {
      return checkpoint.entry(path);
    }

    @Override
    public void record(Entry entry, List<Registration> registrations) {
      checkpoint.record(entry, registrations);
    }

    @Override
    public void forget(RelativePath path) {
      checkpoint.forget(path);
    }

    @Override
    public void park(ParkedUpload upload) {
      checkpoint.park(upload);
    }

    @Override
    public void unpark(ObjectKey key) {
      checkpoint.unpark(key);
    }

    @Override
    public Optional<ParkedUpload> parked(ObjectKey key) {
      return checkpoint.parked(key);
    }

    @Override
    public List<ParkedUpload> parked() {
      return checkpoint.parked();
    }

    @Override
    public List<RunRecord> runs() {
      return checkpoint.runs();
    }

    @Override
    public void ran(RunRecord run) {
      checkpoint.ran(run);
    }

    @Override
    public Outbox outbox() {
      return checkpoint.outbox();
    }

    @Override
    public void flush() {
      checkpoint.flush();
    }

    @Override
    public void close() {
      checkpoint.close();
    }
  }
}
