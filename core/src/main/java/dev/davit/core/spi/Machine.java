package dev.davit.core.spi;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import java.nio.file.Path;
import java.util.List;

/**
 * The computer that uploads run on: its folders and its memory. Found by {@link
 * java.util.ServiceLoader}; the module {@code local} brings one. A simulation brings another.
 */
public interface Machine {

  /**
   * Groups sources by the folder that their paths are relative to: a folder is a root itself; files
   * belong to the folder that holds them.
   *
   * @param sources files and folders, relative to the working directory or absolute; not empty
   * @return in order of first appearance; not empty
   * @throws dev.davit.core.port.SourceException if one is missing or neither file nor folder
   */
  List<SourceRoot> roots(List<Path> sources);

  /**
   * Begins a scan.
   *
   * @throws dev.davit.core.port.SourceException if the root cannot be read
   */
  ChangeSource scan(SourceRoot root, SourceOptions options);

  /**
   * Begins to watch a folder. Everything that changes after this returns is reported.
   *
   * @param root all of a folder
   * @param notices hears what makes the watch worse than it could be, and what helps
   * @throws dev.davit.core.port.SourceException if the root cannot be read
   */
  default LiveFolder watch(
      SourceRoot root, SourceOptions options, WatchOptions how, Notices notices) {
    throw new SourceException("nothing on this machine watches folders");
  }

  /**
   * Reads a file that holds temporary keys together with where they are for, such as {@code
   * upload_credentials.json}.
   *
   * @throws SettingsException if there is no such file, it breaks off, or says too little; the
   *     message holds no secret
   */
  default UploadGrant grant(Path file) {
    throw new SettingsException("nothing on this machine reads " + file);
  }

  /**
   * Opens the checkpoint of a job, making it if there is none. State that is damaged or belongs to
   * another job is set aside, said loudly to {@code notices}, and rebuilt.
   *
   * @throws dev.davit.core.port.CheckpointException if another process has it, or it cannot be
   *     written
   */
  Checkpoint checkpoint(Job job, StateOptions options, Notices notices);

  /**
   * Looks at the checkpoint of a job and leaves everything as it is; where there is none, the view
   * is empty. What cannot be used is said to {@code notices}, and the view is empty too. Another
   * process may have the job open meanwhile.
   *
   * @throws dev.davit.core.port.CheckpointException if it cannot be read
   */
  CheckpointView view(Job job, StateOptions options, Notices notices);

  /**
   * Gives dead registrations of a job another chance, and forgets others; also while another
   * process has the job open.
   *
   * @param revived ids as for {@link dev.davit.core.port.Outbox#revive}
   * @param dropped ids as for {@link dev.davit.core.port.Outbox#drop}
   * @throws dev.davit.core.port.CheckpointException if the state cannot be read or written
   */
  default void replay(Job job, StateOptions options, List<String> revived, List<String> dropped) {
    try (Checkpoint checkpoint = checkpoint(job, options, notice -> {})) {
      checkpoint.outbox().revive(revived);
      checkpoint.outbox().drop(dropped);
    }
  }

  /** Returns the jobs that have state here, in order of their ids. */
  List<KnownJob> jobs(StateOptions options);

  /**
   * Says what a scan would do with a path, and because of which rule. Links are not followed.
   *
   * @throws dev.davit.core.port.SourceException if the source cannot be read
   */
  FilterVerdict explain(SourceRoot root, SourceOptions options, RelativePath path);

  /** Returns the folder that holds the state of all jobs, absolute; it need not exist yet. */
  Path stateDirectory(StateOptions options);

  /**
   * Returns what lends the credentials that lie on this machine. Nothing is read before a lease.
   */
  CredentialSource credentials(Surroundings surroundings);

  /**
   * Tells the service manager that started this process how it stands, if there is one.
   *
   * @param words as sd_notify(3) describes them, such as {@code READY=1}
   * @return whether it was told
   */
  default boolean tellManager(String words) {
    return false;
  }

  /** Takes sentences for people. */
  @FunctionalInterface
  interface Notices {
    /** Takes one. */
    void say(String sentence);
  }
}
