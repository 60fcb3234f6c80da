package dev.davit.core.usecase;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import java.time.Duration;

/** What became of one file in a run. Every file that was found has exactly one outcome. */
public sealed interface Outcome {

  /** Returns the file's path below its source. */
  RelativePath path();

  /**
   * It is at the destination.
   *
   * @param key where
   * @param length of the object in bytes
   * @param why it was sent
   * @param verifiedBy what the destination's own word was compared with: a digest's name, or {@code
   *     length}
   * @param attempts how often the most repeated request was tried, from 1
   * @param sentBytes bytes that travelled, repetitions included; fewer than the length if the
   *     upload was resumed
   * @param took from the first look at it until it was verified
   */
  record Stored(
      RelativePath path,
      ObjectKey key,
      long length,
      Why why,
      String verifiedBy,
      int attempts,
      long sentBytes,
      Duration took)
      implements Outcome {}

  /**
   * It was not sent, and need not be.
   *
   * @param reason why
   * @param detail the rule, for people; may be empty
   */
  record Skipped(RelativePath path, SkipReason reason, String detail) implements Outcome {}

  /**
   * A dry run would send it.
   *
   * @param length in bytes
   * @param why it would be sent
   */
  record Planned(RelativePath path, ObjectKey key, long length, Why why) implements Outcome {}

  /**
   * It could not be sent completely this time, through nobody's fault; the next run sees to it.
   *
   * @param reason why
   * @param detail for people; may be empty
   */
  record Deferred(RelativePath path, DeferReason reason, String detail) implements Outcome {}

  /**
   * It could not be sent.
   *
   * @param kind for grouping: the verdict's name in lower case, such as {@code denied}, or {@code
   *     unreadable}
   * @param error one line: what happened, to what
   * @param attempts how often it was tried, from 1
   */
  record Failed(RelativePath path, String kind, String error, int attempts) implements Outcome {}

  /** Why a file was skipped. */
  enum SkipReason {
    /** It looks as it did when it was stored. */
    UNCHANGED,
    /** It was touched, but its content is what was stored. */
    SAME_CONTENT,
    /** The destination has an object at the key, which must not be replaced. */
    EXISTS,
    /** It vanished before it was sent. */
    VANISHED,
    /** Its name begins with a dot. */
    HIDDEN,
    /** A built-in rule speaks against it. */
    SYSTEM,
    /** A rule of the user's speaks against it. */
    FILTERED,
    /** Its size or age is out of the bounds given. */
    OUT_OF_BOUNDS,
    /** It is a symbolic link. */
    SYMLINK,
    /** It is a pipe, socket or device. */
    SPECIAL
  }

  /** Why a file was deferred. */
  enum DeferReason {
    /** It kept changing while it was read. */
    CHANGING,
    /** The run was stopped; what was sent of it is kept where the destination can. */
    INTERRUPTED,
    /** The run had taken as long, or sent as much, as it was allowed to. */
    LIMIT
  }
}
