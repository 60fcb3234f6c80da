package dev.davit.core.model;

/** What an upload session wants next. */
public sealed interface Demand {

  /**
   * Wants these bytes.
   *
   * @param id the session's own number for this demand; unique within the session
   * @param range which bytes; within the content
   */
  record Send(long id, ByteRange range) implements Demand {}

  /**
   * Wants the digest of the whole content.
   *
   * @param id the session's own number for this demand; unique within the session
   * @param algorithm which digest
   */
  record Hash(long id, DigestAlgorithm algorithm) implements Demand {}

  /**
   * Wants to look through the whole content itself, for digests that only this destination knows.
   * Nothing of it travels.
   *
   * @param id the session's own number for this demand; unique within the session
   */
  record Inspect(long id) implements Demand {}

  /** Wants nothing at the moment: ask again. */
  record Later() implements Demand {}

  /** Wants nothing more: the upload can be completed. */
  record Done() implements Demand {}
}
