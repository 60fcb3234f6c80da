package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.Recorded;
import dev.davit.registrar.index.UploadRecord;
import dev.davit.registrar.index.naming.FileTypes;
import dev.davit.registrar.index.naming.Names;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes one upload or one deletion, inside a change of the database. */
final class Recording {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int ID_LENGTH = 13;

  private final Db db;
  private final SessionRow session;
  private final long nowMillis;
  private final RandomGenerator random;

  Recording(Db db, SessionRow session, long nowMillis, RandomGenerator random) {
    this.db = db;
    this.session = session;
    this.nowMillis = nowMillis;
    this.random = random;
  }

  Recorded record(UploadRecord upload) throws SQLException {
    Optional<Long> known =
        db.first(
            "SELECT seq FROM event WHERE session = ? AND upload_id = ?",
            row -> row.getLong(1),
            session.id(),
            upload.uploadId());
    if (known.isPresent()) {
      return new Recorded(Hits.upload(db, session.id(), known.get()).orElseThrow(), true);
    }
    // A clock that was set back must not make the newest upload look old.
    long stamp = Math.max(nowMillis, session.stampMillis());
    long at = upload.at().map(Instant::toEpochMilli).orElse(stamp);
    String path = Names.canonical(upload.path());
    Optional<FileRow> file = FileRow.byPath(db, session.id(), path);
    boolean duplicate =
        file.isPresent() ? again(file.get(), upload, at) : !create(path, upload, at);
    db.update(
        "UPDATE session SET next_seq = next_seq + 1, max_ms = max(max_ms, ?),"
            + " max_turn = max(max_turn, ?), stamp_ms = ? WHERE id = ?",
        at,
        upload.turn().orElse(-1),
        upload.at().isPresent() ? session.stampMillis() : stamp,
        session.id());
    return new Recorded(Hits.upload(db, session.id(), session.nextSeq()).orElseThrow(), duplicate);
  }

  private boolean create(String path, UploadRecord upload, long at) throws SQLException {
    String name = Names.base(path);
    String nameKey = Names.key(name);
    String folder = path.substring(0, path.length() - name.length());
    String pathKey = Names.key(folder) + nameKey;
    String tagsKey = Names.key(String.join(" ", upload.tags()));
    String ext = FileTypes.extension(name);
    db.update(
        "INSERT INTO file(session, file_id, path, name, name_key, path_key, tags_key, ext, head_seq,"
            + " head_ms, head_turn, head_version, first_seq, first_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        session.id(),
        newId(),
        path,
        name,
        nameKey,
        pathKey,
        tagsKey,
        ext,
        session.nextSeq(),
        at,
        FileRow.orNull(upload.turn()),
        session.nextSeq(),
        at);
    long id = db.first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    insertEvent(id, upload, at, 1);
    appear(id, ext, nameKey, pathKey, tagsKey);
    return true;
  }

  /** Returns whether the content was that of the upload before. */
  private boolean again(FileRow file, UploadRecord upload, long at) throws SQLException {
    FileHistory history = new FileHistory(db, file.id());
    insertEvent(file.id(), upload, at, 0);
    FileHistory.Settled settled = history.settle(session.nextSeq());
    if (settled.live() && file.deleted()) {
      appear(file.id(), file.ext(), file.nameKey(), file.pathKey(), file.tagsKey());
    }
    return settled.duplicate();
  }

  private void insertEvent(long file, UploadRecord upload, long at, int version)
      throws SQLException {
    db.update(
        "INSERT INTO event(session, seq, file, op, at_ms, turn, version, sha256, size, mime, store,"
            + " object_key, upload_id) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id(),
        session.nextSeq(),
        file,
        at,
        FileRow.orNull(upload.turn()),
        version,
        upload.sha256(),
        upload.size(),
        upload.mime().orElse(null),
        upload.store().orElse(null),
        upload.key().orElse(null),
        upload.uploadId());
  }

  boolean forget(String fileId) throws SQLException {
    Optional<FileRow> found = FileRow.byFileId(db, session.id(), fileId);
    if (found.isEmpty() || found.get().deleted()) {
      return false;
    }
    FileRow file = found.get();
    long stamp = Math.max(nowMillis, session.stampMillis());
    long at = Math.max(stamp, file.headMillis());
    db.update(
        "INSERT INTO event(session, seq, file, op, at_ms) VALUES (?, ?, ?, 0, ?)",
        session.id(),
        session.nextSeq(),
        file.id(),
        at);
    db.update("UPDATE file SET deleted_ms = ? WHERE id = ?", at, file.id());
    db.update("DELETE FROM gram WHERE rowid = ?", file.id());
    count(file.ext(), -1);
    db.update(
        "UPDATE session SET next_seq = next_seq + 1, stamp_ms = ? WHERE id = ?",
        stamp,
        session.id());
    return true;
  }

  private void appear(long id, String ext, String nameKey, String pathKey, String tagsKey)
      throws SQLException {
    db.update(
        "INSERT INTO gram(rowid, grams) VALUES (?, ?)",
        id,
        new Grams(session.id()).document(nameKey, pathKey, tagsKey));
    count(ext, 1);
  }

  private void count(String ext, int change) throws SQLException {
    db.update(
        "INSERT INTO ext_count(session, ext, live) VALUES (?, ?, ?)"
            + " ON CONFLICT (session, ext) DO UPDATE SET live = live + excluded.live",
        session.id(),
        ext,
        change);
    db.update("UPDATE session SET live = live + ? WHERE id = ?", change, session.id());
  }

  private String newId() {
    StringBuilder id = new StringBuilder("f");
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return id.toString();
  }
}
