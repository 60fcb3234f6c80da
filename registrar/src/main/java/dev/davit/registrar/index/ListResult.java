package dev.davit.registrar.index;

import java.util.List;
import java.util.Optional;

/**
 * An answer.
 *
 * @param reason why there are no files; with {@link Status#NONE} only
 * @param alternatives what else fits, at most 5
 * @param suggestions what would fit if less were asked, at most 3; with {@link Status#NONE} only
 * @param total how many pass the filters
 * @param focus the files that are current, newest first, at most 100
 * @param relaxed the words that were not taken at their word
 * @param interpreted what was understood
 * @param nextCursor where the next page starts
 */
public record ListResult(
    Status status,
    Optional<Reason> reason,
    List<FileHit> files,
    List<FileHit> alternatives,
    List<FileHit> suggestions,
    long total,
    List<FileId> focus,
    List<String> relaxed,
    Interpreted interpreted,
    Optional<String> nextCursor) {

  /** Copies the lists. */
  public ListResult {
    files = List.copyOf(files);
    alternatives = List.copyOf(alternatives);
    suggestions = List.copyOf(suggestions);
    focus = List.copyOf(focus);
    relaxed = List.copyOf(relaxed);
  }
}
