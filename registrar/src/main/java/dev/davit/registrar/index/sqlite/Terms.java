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
