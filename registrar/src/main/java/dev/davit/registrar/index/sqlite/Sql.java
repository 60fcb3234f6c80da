package dev.davit.registrar.index.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement in the making: text, and the values for its question marks. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  /** Appends text with its values; only what this package wrote itself may be text. */
  Sql add(String more, @Nullable Object... itsValues) {
    text.append(more);
    Collections.addAll(values, itsValues);
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  /** Appends {@code column IN (?, ...)}. */
  Sql in(String column, Collection<?> anyOf) {
    text.append(column).append(" IN (");
    text.append(String.join(", ", Collections.nCopies(anyOf.size(), "?"))).append(')');
    values.addAll(anyOf);
    return this;
  }

  String text() {
    return text.toString();
  }

  List<@Nullable Object> values() {
    return values;
  }
}
