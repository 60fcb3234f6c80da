package dev.davit.testkit.simulation;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.FixedCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A computer with one folder and one job. */
public final class SimulatedMachine implements Machine {
  private static final Path STATE = Path.of("/state");

  private final SimulatedFolder folder;
  private final int batch;
  private final Supplier<Checkpoint> checkpoint;

  /**
   * Makes one.
   *
   * @param batch how many files a scan reports at a time
   * @param checkpoint opens the checkpoint of the job
   */
  public SimulatedMachine(SimulatedFolder folder, int batch, Supplier<Checkpoint> checkpoint) {
    this.folder = folder;
    this.batch = batch;
    this.checkpoint = checkpoint;
  }

  @Override
  public List<SourceRoot> roots(List<Path> sources) {
    return sources.stream().map(source -> new SourceRoot(source, Set.of())).toList();
  }

  @Override
  public ChangeSource scan(SourceRoot root, SourceOptions options) {
    return folder.scan(batch);
  }

  @Override
  public Checkpoint checkpoint(Job job, StateOptions options, Notices notices) {
    return checkpoint.get();
  }

  /** Opens the one there is: a simulated process does nothing beside its run. */
  @Override
  public CheckpointView view(Job job, StateOptions options, Notices notices) {
    return checkpoint.get();
  }

  @Override
  public List<KnownJob> jobs(StateOptions options) {
    return List.of();
  }

  /** Everything is taken. */
  @Override
  public FilterVerdict explain(SourceRoot root, SourceOptions options, RelativePath path) {
    return new FilterVerdict(path, Optional.empty(), "no rule speaks against it");
  }

  @Override
  public CredentialSource credentials(Surroundings surroundings) {
    return FixedCredentials.anonymous();
  }

  @Override
  public Path stateDirectory(StateOptions options) {
    return STATE;
  }
}
