package dev.davit.registrar.index.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a file, after one was added. What comes late (uploads are recorded when their
 * delivery succeeds) takes its place in time, and the versions after it are numbered anew.
 */
final class FileHistory {
  private final Db db;
  private final long file;

  FileHistory(Db db, long file) {
    this.db = db;
    this.file = file;
  }

  /** What the added upload means. */
  record Settled(boolean live, boolean duplicate) {}

  private record Upload(long seq, long at, boolean upload, int version, String sha256) {}

  /** Numbers the upload that was just added and brings the file's row up to date. */
  Settled settle(long added) throws SQLException {
    List<Upload> last = events(" ORDER BY at_ms DESC, seq DESC LIMIT 2");
    boolean inOrder = last.get(0).seq() == added && last.get(1).upload();
    return inOrder ? append(last.get(0), last.get(1)) : rewrite(added);
  }

  private Settled append(Upload added, Upload before) throws SQLException {
    boolean duplicate = added.sha256().equals(before.sha256());
    int version = duplicate ? before.version() : before.version() + 1;
    number(added.seq(), version);
    db.update(
        "UPDATE file SET head_seq = ?, head_ms = ?, head_version = ?, head_turn ="
            + " (SELECT e.turn FROM event e WHERE e.session = file.session AND e.seq = ?)"
            + " WHERE id = ?",
        added.seq(),
        added.at(),
        version,
        added.seq(),
        file);
    return new Settled(true, duplicate);
  }

  private Settled rewrite(long added) throws SQLException {
    List<Upload> events = events(" ORDER BY at_ms, seq");
    @Nullable Upload first = null;
    Optional<Upload> before = Optional.empty();
    boolean live = false;
    boolean duplicate = false;
    @Nullable Long deletedAt = null;
    int version = 0;
    for (Upload event : events) {
      live = event.upload();
      deletedAt = live ? null : Long.valueOf(event.at());
      if (!live) {
        continue;
      }
      boolean same = before.map(Upload::sha256).equals(Optional.of(event.sha256()));
      version = same ? version : version + 1;
      if (event.version() != version) {
        number(event.seq(), version);
      }
      duplicate = event.seq() == added ? same : duplicate;
      first = first == null ? event : first;
      before = Optional.of(event);
    }
    Upload head = before.orElseThrow();
    Upload oldest = first == null ? head : first;
    db.update(
        "UPDATE file SET head_seq = ?, head_ms = ?, head_version = ?, head_turn ="
            + " (SELECT e.turn FROM event e WHERE e.session = file.session AND e.seq = ?),"
            + " first_seq = ?, first_ms = ?, deleted_ms = ? WHERE id = ?",
        head.seq(),
        head.at(),
        version,
        head.seq(),
        oldest.seq(),
        oldest.at(),
        deletedAt,
        file);
    return new Settled(live, duplicate);
  }

  private void number(long seq, int version) throws SQLException {
    db.update(
        "UPDATE event SET version = ? WHERE session = (SELECT session FROM file WHERE id = ?)"
            + " AND seq = ?",
        version,
        file,
        seq);
  }

  private List<Upload> events(String order) throws SQLException {
    return db.all(
        new Sql()
            .add(
                "SELECT seq, at_ms, op, version, coalesce(sha256, '') FROM event WHERE file = ?"
                    + order,
                file),
        row ->
            new Upload(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3) == 1,
                row.getInt(4),
                row.getString(5)));
  }
}
