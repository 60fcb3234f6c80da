package dev.davit.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a request, in order; names in lower case, values byte for byte as Latin-1.
 */
public final class HeaderFields {
  private final List<String> names = new ArrayList<>(16);
  private final List<String> values = new ArrayList<>(16);

  void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  /** Returns how many fields there are. */
  public int size() {
    return names.size();
  }

  /** Returns the name of the field at a position, in lower case. */
  public String name(int index) {
    return names.get(index);
  }

  /** Returns the value of the field at a position. */
  public String value(int index) {
    return values.get(index);
  }

  /** Returns the value of the first field of a name given in lower case. */
  public Optional<String> first(String name) {
    int index = names.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  /** Returns the value of the first field of a name given in lower case, or another value. */
  public String firstOr(String name, String absent) {
    int index = names.indexOf(name);
    return index < 0 ? absent : values.get(index);
  }

  /** Tells whether there is a field of a name given in lower case. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /** Returns the values of every field of a name given in lower case. */
  public List<String> all(String name) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        all.add(values.get(i));
      }
    }
    return all;
  }
}
