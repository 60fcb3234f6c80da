package dev.davit.registrar.index;

/** What became of a look at one file. */
public sealed interface GetResult {

  /**
   * It is there.
   *
   * @param uploads how often it was uploaded
   */
  record Found(FileHit file, int uploads) implements GetResult {}

  /** It was forgotten. */
  record Deleted() implements GetResult {}

  /** There is no such file in this session, or it has no such version. */
  record NotFound() implements GetResult {}
}
