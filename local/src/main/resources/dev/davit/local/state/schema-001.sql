-- What is remembered, by path in the order of its UTF-8 bytes. EntryCodec writes the facts: one
-- column is read three times as fast as twelve.
CREATE TABLE files (
  path TEXT NOT NULL PRIMARY KEY,
  facts BLOB NOT NULL
) WITHOUT ROWID, STRICT;

-- Uploads that have begun and are not complete. Times are nanoseconds since 1970.
CREATE TABLE parked (
  key TEXT NOT NULL PRIMARY KEY,
  path TEXT NOT NULL,
  length INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  token TEXT NOT NULL,
  begun_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Registrations that wait, in the order of recording.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  registrar TEXT NOT NULL,
  path TEXT NOT NULL,
  key TEXT NOT NULL,
  length INTEGER NOT NULL,
  identity TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  due_at INTEGER NOT NULL
) STRICT;

-- Registrations that were refused for good; a table of their own, so that they do not lie in the
-- way of those that wait.
CREATE TABLE dead (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  registrar TEXT NOT NULL,
  path TEXT NOT NULL,
  key TEXT NOT NULL,
  length INTEGER NOT NULL,
  identity TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

-- When the job was open; ended_at stays empty if the process was killed.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  exported INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Whose state this is, and its version once more. This table stays as it is in all versions to come.
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID, STRICT;
