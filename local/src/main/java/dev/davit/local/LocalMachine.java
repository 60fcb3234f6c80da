package dev.davit.local;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.UploadGrant;
import dev.davit.core.spi.WatchOptions;
import dev.davit.local.credentials.LocalCredentials;
import dev.davit.local.credentials.UploadCredentials;
import dev.davit.local.source.Explanation;
import dev.davit.local.source.FolderScan;
import dev.davit.local.source.FolderWatch;
import dev.davit.local.source.Roots;
import dev.davit.local.state.KnownJobs;
import dev.davit.local.state.OutboxBeside;
import dev.davit.local.state.SqliteCheckpoint;
import dev.davit.local.state.SqliteView;
import dev.davit.local.state.StateHome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The machine that this runs on: its folders, and SQLite databases in its state directory. */
public final class LocalMachine implements Machine {

  /** Makes one; there is nothing to set. */
  public LocalMachine() {}

  @Override
  public List<SourceRoot> roots(List<Path> sources) {
    return Roots.of(sources);
  }

  @Override
  public ChangeSource scan(SourceRoot root, SourceOptions options) {
    return FolderScan.begin(root, options, Clock.systemUTC());
  }

  @Override
  public LiveFolder watch(
      SourceRoot root, SourceOptions options, WatchOptions how, Notices notices) {
    return FolderWatch.begin(root, options, how, notices, Clock.systemUTC());
  }

  @Override
  public UploadGrant grant(Path file) {
    return UploadCredentials.read(file, UploadCredentials.Platform.TOS).grant();
  }

  @Override
  public Checkpoint checkpoint(Job job, StateOptions options, Notices notices) {
    return SqliteCheckpoint.open(job, options, notices);
  }

  @Override
  public CheckpointView view(Job job, StateOptions options, Notices notices) {
    return SqliteView.open(job, options, notices);
  }

  @Override
  public void replay(Job job, StateOptions options, List<String> revived, List<String> dropped) {
    OutboxBeside.change(job, options, revived, dropped);
  }

  @Override
  public List<KnownJob> jobs(StateOptions options) {
    return KnownJobs.in(StateHome.directory(options));
  }

  @Override
  public FilterVerdict explain(SourceRoot root, SourceOptions options, RelativePath path) {
    return Explanation.of(root, options, Clock.systemUTC(), path).verdict();
  }

  @Override
  public CredentialSource credentials(Surroundings surroundings) {
    return LocalCredentials.builder().surroundings(surroundings).build();
  }

  @Override
  public boolean tellManager(String words) {
    String socket = System.getenv("NOTIFY_SOCKET");
    return socket != null && ManagerSocket.send(socket, words);
  }

  @Override
  public Path stateDirectory(StateOptions options) {
    return StateHome.directory(options);
  }
}
