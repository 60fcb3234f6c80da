package dev.davit.registrar.index;

import java.util.Comparator;
import java.util.List;

/**
 * What a user's words mean.
 *
 * @param results one for each mention, in order
 */
public record ResolveResult(List<ListResult> results) {

  /** Copies the list. */
  public ResolveResult {
    results = List.copyOf(results);
  }

  /** Returns the worst of the results' statuses. */
  public Status status() {
    return results.stream()
        .map(ListResult::status)
        .max(Comparator.naturalOrder())
        .orElse(Status.NO_REFERENCE);
  }
}
