package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.Outbox;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine.Notices;
import dev.davit.core.spi.StateOptions;
import dev.davit.local.state.Batch.LastWord;
import dev.davit.local.state.Batch.OutboxChange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The checkpoint of a job in a SQLite database of its own, {@code <state dir>/<job id>/state.db}.
 *
 * <p>After the first failure to write, or the first damage found, every call throws: what was not
 * saved by then is lost, and said to be. The state of a newer Davit is refused and left alone.
 */
public final class SqliteCheckpoint implements Checkpoint {
  private final JobFolder folder;
  private final JobLock lock;
  private final Database database;
  private final Health health;
  private final Clock clock;
  private final Notices notices;
  private final BatchSql sql;
  private final GroupCommit commits;
  private final Lookups lookups;
  private final Exports exports;
  private final SqliteOutbox outbox;
  private final Set<PagedCursor> cursors = ConcurrentHashMap.newKeySet();
  private boolean importPending;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("davit-state-reader-", 0).factory());

  SqliteCheckpoint(
      JobFolder folder, JobLock lock, Database database, BatchSql sql, Opening.Circumstances how) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.sql = sql;
    clock = how.clock();
    notices = how.notices();
    health = new Health(folder);
    lookups = new Lookups(database, health);
    UploadCheckpointJson json = new UploadCheckpointJson(folder, database, lookups, clock);
    exports = new Exports(json, folder, health, notices, how.exportGap());
    commits = new GroupCommit(sql, health, exports::committed);
    outbox = new SqliteOutbox(commits, lookups);
  }

  /**
   * Opens a job's checkpoint as {@link dev.davit.core.spi.Machine#checkpoint} says.
   *
   * @throws CheckpointException if another process has it, or it cannot be written
   */
  public static SqliteCheckpoint open(Job job, StateOptions options, Notices notices) {
    JobFolder folder = JobFolder.of(job, StateHome.directory(options));
    return Opening.open(
        options.checkpointFile(job).map(folder::withJson).orElse(folder),
        new Opening.Circumstances(
            Clock.system(ZoneId.systemDefault()), notices, Exports.USUAL_GAP, Optional.empty()));
  }

  void start(boolean exported, boolean importPending) {
    this.importPending = importPending;
    if (!exported) {
      exports.stale();
    }
    commits.start();
  }

  /**
   * Takes over an {@code upload_checkpoint.json} of another place or program. What is remembered
   * already stays. An interrupt ends it early.
   *
   * @throws IOException if the file cannot be read, or is not of its form
   */
  public void importJson(Path json) throws IOException {
    CheckpointImport taking = new CheckpointImport(folder.job().source(), clock.getZone(), this);
    taking.run(json);
    notices.say(taking.summary(json));
  }

  /** Takes over the JSON that lay beside the database when that was made, until that is done. */
  void importOwnJson() {
    if (!importPending) {
      return;
    }
    exports.pause();
    try {
      notices.say("There is no state but " + folder.json() + ": reading the files it names.");
      CheckpointImport taking = new CheckpointImport(folder.job().source(), clock.getZone(), this);
      if (!taking.run(folder.json())) {
        return;
      }
      notices.say(taking.summary(folder.json()));
    } catch (CheckpointImport.MalformedException e) {
      setJsonAside(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      notices.say(
          "Could not read "
              + folder.json()
              + " ("
              + e.getMessage()
              + "); files are compared again.");
    }
    commits.addDurably(batch -> batch.meta.put(Opening.IMPORT, Opening.IMPORT_DONE));
    exports.resume();
  }

  private void setJsonAside(String problem) {
    try {
      Path aside = new Quarantine(clock).setAside(folder.json());
      notices.say(
          folder.json()
              + " cannot be understood ("
              + problem
              + "). It was moved to "
              + aside
              + "; files are compared again.");
    } catch (IOException e) {
      notices.say(
          folder.json() + " cannot be understood (" + problem + "); files are compared again.");
    }
  }

  @Override
  public EntryCursor entries() {
    commits.flush();
    PagedCursor cursor =
        new PagedCursor(new PageReader(database), readers, health, cursors::remove);
    cursors.add(cursor);
    return cursor;
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return commits.unwritten(path).map(LastWord::value).orElseGet(() -> lookups.entry(path));
  }

  @Override
  public void record(Entry entry, List<Registration> registrations) {
    commits.add(batch -> {
      batch.files.put(entry.path(), LastWord.of(entry));
      for (Registration registration : registrations) {
        batch.outbox.add(new OutboxChange.Add(registration));
      }
    });
  }

  @Override
  public void forget(RelativePath path) {
    commits.add(batch -> batch.files.put(path, LastWord.none()));
  }

  @Override
  public void park(ParkedUpload upload) {
    commits.addDurably(batch -> batch.parked.put(upload.key(), LastWord.of(upload)));
  }

  @Override
  public void unpark(ObjectKey key) {
    commits.add(batch -> batch.parked.put(key, LastWord.none()));
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    LastWord<ParkedUpload> unwritten = commits.unwrittenParked().get(key);
    return unwritten == null ? lookups.parked(key) : unwritten.value();
  }

  @Override
  public List<ParkedUpload> parked() {
    Map<ObjectKey, LastWord<ParkedUpload>> unwritten = commits.unwrittenParked();
    TreeMap<ObjectKey, ParkedUpload> all = new TreeMap<>();
    for (ParkedUpload upload : lookups.parked()) {
      all.put(upload.key(), upload);
    }
    unwritten.forEach((key, upload) ->
        upload.value().ifPresentOrElse(present -> all.put(key, present), () -> all.remove(key)));
    return new ArrayList<>(all.values());
  }

  @Override
  public List<RunRecord> runs() {
    commits.flush();
    return lookups.runs();
  }

  @Override
  public void ran(RunRecord run) {
    String lines = RunLines.write(run, runs());
    commits.addDurably(batch -> batch.meta.put(RunLines.NAME, lines));
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public void flush() {
    commits.flush();
  }

  /**
   * Flushes, writes the JSON if something changed, and releases everything. Idempotent.
   *
   * @throws CheckpointException if something recorded could not be saved; all is released even so
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      commits.close();
      if (!health.failed()) {
        sql.endRun(clock.instant(), exports.finish());
      }
    } catch (SQLException e) {
      health.fail(e);
    } finally {
      release();
    }
    health.check();
  }

  private void release() {
    readers.shutdown();
    for (PagedCursor cursor : cursors) {
      cursor.close();
    }
    try (lock) {
      lookups.close();
      sql.close();
    } catch (SQLException e) {
      health.fail(e);
    }
  }
}
