package dev.davit.registrar.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The files of one session. Threads, durability and failures as {@link FileIndex}. */
public interface SessionIndex {

  /** Returns the session's handle. */
  SessionHandle handle();

  /** Returns when the session ends unless it is used before. */
  Instant expiresAt();

  /** Returns where the user's clock hangs. */
  ZoneId zone();

  /**
   * Records one upload.
   *
   * <p><b>Idempotence.</b> An upload id that was recorded before changes nothing.
   */
  Recorded record(UploadRecord upload);

  /** Records uploads as one change, in order: all of them or, if it fails, none. */
  List<Recorded> record(List<UploadRecord> uploads);

  /**
   * Forgets a file; the store keeps it. A later upload to the same path brings it back.
   *
   * @return whether it was there
   */
  boolean forget(FileId id);

  /**
   * Finds files by reference word, type, name, time and turn.
   *
   * @throws CursorException if the query's cursor does not continue it
   */
  ListResult list(FileQuery query);

  /** Finds the files that a user's words mean; one result for each mention. */
  ResolveResult resolve(String utterance, ResolveContext context);

  /** Says for each mention of {@link #resolve} what was read from which words. */
  List<List<Heard>> hear(String utterance, ResolveContext context);

  /**
   * Finds files by parts of their names.
   *
   * @param text terms between white space; all must be there
   * @param filter type, time, turn and page; what it says of references is not looked at
   * @throws CursorException if the filter's cursor does not continue it
   */
  ListResult search(String text, FileQuery filter);

  /** Returns one file. */
  GetResult get(FileId id, VersionSelector version);

  /**
   * Notes that a turn has to do with a file; again is harmless.
   *
   * @throws IllegalArgumentException if there is no such file or version
   */
  void link(FileId id, int version, int turn, Relation relation);

  /** Returns the links of a file, by turn. */
  List<TurnLink> links(FileId id);

  /**
   * Returns what happened, oldest first.
   *
   * @param after the {@link LoggedEvent#seq} of the last one known, 0 for the beginning
   */
  List<LoggedEvent> log(long after, int limit);
}
