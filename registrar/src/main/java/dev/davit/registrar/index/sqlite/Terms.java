package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.naming.Names;
import java.util.List;

/**
 * What is searched for, in the form in which names are compared.
 *
 * @param query the whole
 * @param each its parts
 */
record Terms(String query, List<String> each) {
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  static Terms of(String text) {
    return new Terms(Names.key(text).strip(), Grams.terms(text));
  }

  /** How well a file fits; the best is 0. */
  Sql rank() {
    Sql rank = new Sql().add("CASE WHEN f.name_key = ? THEN 0", query);
    rank.add(" WHEN substr(f.name_key, 1, length(?)) = ? THEN 1", query, query);
    rank.add(" WHEN ").add(all("instr(f.name_key, ?)")).add(" THEN 2");
    rank.add(" WHEN ").add(all("instr(f.path_key, ?)")).add(" THEN 3 ELSE 4 END");
    return rank;
  }

  /** Returns whether the pairs of the terms say all: whatever holds them holds the terms. */
  boolean pairsSuffice() {
    return each.stream().allMatch(term -> term.codePointCount(0, term.length()) <= 2);
  }

  /** How well a file fits whose base name is not the query: its name begins with it. */
  Sql begins() {
    return new Sql().add("f.name_key > ? AND f.name_key < ?", query, query + LAST);
  }

  /** ... or its name holds all terms and does not begin with it. */
  Sql holds() {
    Sql holds = new Sql().add("NOT (f.name_key >= ? AND f.name_key < ?)", query, query + LAST);
    return holds.add(" AND ").add(all("instr(f.name_key, ?)"));
  }

  Sql condition() {
    Sql condition = new Sql();
    String glue = "";
    for (String term : each) {
      condition.add(glue + "(instr(f.path_key, ?) OR instr(f.tags_key, ?))", term, term);
      glue = " AND ";
    }
    return condition;
  }

  private Sql all(String test) {
    Sql all = new Sql();
    String glue = "(";
    for (String term : each) {
      all.add(glue + test, term);
      glue = " AND ";
    }
    return all.add(")");
  }
}
