package dev.davit.registrar.index.words;

import dev.davit.registrar.index.FileQuery;
import java.util.List;

/**
 * What words speak of.
 *
 * @param queries one for each mention, in order
 */
public record Mentions(List<FileQuery> queries) {
  /** Copies the list. */
  public Mentions {
    queries = List.copyOf(queries);
  }
}
