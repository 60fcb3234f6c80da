CREATE TABLE session (
  id          INTEGER PRIMARY KEY,
  handle      TEXT NOT NULL UNIQUE,
  principal   TEXT NOT NULL,
  zone        TEXT NOT NULL,
  locale      TEXT NOT NULL,
  next_seq    INTEGER NOT NULL DEFAULT 1,
  live        INTEGER NOT NULL DEFAULT 0,
  max_turn    INTEGER NOT NULL DEFAULT -1,
  max_ms      INTEGER NOT NULL DEFAULT 0,
  stamp_ms    INTEGER NOT NULL DEFAULT 0,
  created_ms  INTEGER NOT NULL,
  expires_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE file (
  id           INTEGER PRIMARY KEY,
  session      INTEGER NOT NULL,
  file_id      TEXT NOT NULL UNIQUE,
  path         TEXT NOT NULL,
  name         TEXT NOT NULL,
  name_key     TEXT NOT NULL,
  path_key     TEXT NOT NULL,
  tags_key     TEXT NOT NULL,
  ext          TEXT NOT NULL,
  head_seq     INTEGER NOT NULL,
  head_ms      INTEGER NOT NULL,
  head_turn    INTEGER,
  head_version INTEGER NOT NULL,
  first_seq    INTEGER NOT NULL,
  first_ms     INTEGER NOT NULL,
  deleted_ms   INTEGER,
  UNIQUE (session, path)
) STRICT;
CREATE INDEX file_recency ON file(session, head_ms, head_seq) WHERE deleted_ms IS NULL;
CREATE INDEX file_first ON file(session, first_ms, first_seq, ext) WHERE deleted_ms IS NULL;
CREATE INDEX file_again ON file(session, head_ms, first_ms, ext) WHERE deleted_ms IS NULL AND first_seq <> head_seq;
CREATE INDEX file_ext ON file(session, ext, head_ms, head_seq) WHERE deleted_ms IS NULL;
CREATE INDEX file_turn ON file(session, head_turn, head_ms, head_seq) WHERE deleted_ms IS NULL AND head_turn IS NOT NULL;
CREATE INDEX file_name ON file(session, name_key, head_ms, head_seq, deleted_ms);

CREATE TABLE event (
  session    INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  file       INTEGER NOT NULL,
  op         INTEGER NOT NULL CHECK (op IN (0, 1)),
  at_ms      INTEGER NOT NULL,
  turn       INTEGER,
  version    INTEGER,
  sha256     TEXT,
  size       INTEGER,
  mime       TEXT,
  store      TEXT,
  object_key TEXT,
  upload_id  TEXT,
  PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_file ON event(file, at_ms, seq);
CREATE INDEX event_time ON event(session, at_ms, seq) WHERE op = 1;
CREATE INDEX event_turn ON event(session, turn, at_ms, seq) WHERE op = 1 AND turn IS NOT NULL;
CREATE UNIQUE INDEX event_upload ON event(session, upload_id) WHERE upload_id IS NOT NULL;

CREATE TABLE ext_count (
  session INTEGER NOT NULL,
  ext     TEXT NOT NULL,
  live    INTEGER NOT NULL,
  PRIMARY KEY (session, ext)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn_link (
  file     INTEGER NOT NULL,
  turn     INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  relation TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (file, turn, version, relation)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE gram USING fts5(grams, content = '', contentless_delete = 1, detail = none, tokenize = "ascii");
