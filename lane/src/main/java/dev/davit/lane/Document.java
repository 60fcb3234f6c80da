package dev.davit.lane;

import java.util.List;
import java.util.Optional;

/**
 * A document of a service: elements or fields by name, of which there may be several.
 *
 * @param text of an element without children
 */
public record Document(String name, String text, List<Document> children) {
  /** What could not be read. */
  public static final Document NONE = new Document("", "", List.of());

  /** Copies what it is given. */
  public Document {
    children = List.copyOf(children);
  }

  /** Returns the children of a name. */
  public List<Document> all(String child) {
    return children.stream().filter(each -> each.name().equals(child)).toList();
  }

  /** Returns the text of the first child of a name; empty if there is none. */
  public String text(String child) {
    return all(child).stream().findFirst().map(Document::text).orElse("");
  }

  /** Returns a number; empty if there is none. */
  public Optional<Long> number(String child) {
    String text = text(child);
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
