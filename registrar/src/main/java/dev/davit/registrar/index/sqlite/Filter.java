package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.VersionSelector;
import dev.davit.registrar.index.naming.FileTypes;
import dev.davit.registrar.index.naming.Names;
import dev.davit.registrar.index.time.Window;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which files are looked at, before any reference word.
 *
 * @param extensions allowed ones; absent if any is
 * @param names keys of base names; empty if any is allowed
 */
record Filter(
    Optional<Set<String>> extensions,
    List<String> names,
    Window window,
    OptionalInt turn,
    VersionSelector version,
    Optional<Terms> terms) {
  static final Filter NONE =
      new Filter(
          Optional.empty(),
          List.of(),
          Window.ALWAYS,
          OptionalInt.empty(),
          VersionSelector.HEAD,
          Optional.empty());

  /**
   * Reads a query.
   *
   * @param present what extensions the session has; looked at only if types are left out
   */
  static Filter of(FileQuery query, Window window, Set<String> present) {
    return new Filter(
        query.fileTypes().isEmpty()
            ? Optional.empty()
            : Optional.of(extensions(query.fileTypes(), present)),
        query.names().stream().map(Names::key).distinct().toList(),
        window,
        query.turnFilter(),
        query.version(),
        Optional.empty());
  }

  private static Set<String> extensions(List<String> types, Set<String> present) {
    List<String> wanted =
        types.stream().filter(type -> !type.startsWith(FileTypes.NOT)).toList();
    List<String> unwanted =
        types.stream().filter(type -> type.startsWith(FileTypes.NOT)).toList();
    if (unwanted.isEmpty()) {
      return FileTypes.extensions(wanted);
    }
    Set<String> left =
        new LinkedHashSet<>(wanted.isEmpty() ? present : FileTypes.extensions(wanted));
    left.removeAll(
        FileTypes.extensions(
            unwanted.stream().map(type -> type.substring(FileTypes.NOT.length())).toList()));
    return left;
  }

  boolean timed() {
    return !window.equals(Window.ALWAYS);
  }

  /** Returns whether it looks for certain uploads, not only at the newest of each file. */
  boolean ofEvents(long newestMillis) {
    return turn.isPresent()
        || window.until().filter(end -> end.toEpochMilli() <= newestMillis).isPresent();
  }

  /** Returns whether nothing but time and type is asked for. */
  boolean ofTimeAndType() {
    return names.isEmpty()
        && turn.isEmpty()
        && terms.isEmpty()
        && version.equals(VersionSelector.HEAD);
  }

  /** Returns whether nothing but short terms is asked for. */
  boolean ofTermsOnly() {
    return terms.filter(Terms::pairsSuffice).isPresent()
        && extensions.isEmpty()
        && !timed()
        && new Filter(extensions, names, window, turn, version, Optional.empty()).ofTimeAndType();
  }

  Filter withoutTime() {
    return new Filter(extensions, names, Window.ALWAYS, turn, VersionSelector.HEAD, terms);
  }

  Filter withoutTurn() {
    return new Filter(extensions, names, window, OptionalInt.empty(), version, terms);
  }

  Filter ofTurn(int number) {
    return new Filter(extensions, names, window, OptionalInt.of(number), version, terms);
  }

  Filter withoutNames() {
    return new Filter(extensions, List.of(), window, turn, version, terms);
  }

  Filter withoutTypes() {
    return new Filter(Optional.empty(), names, window, turn, version, terms);
  }

  Filter named(List<String> keys) {
    return new Filter(extensions, keys, window, turn, version, terms);
  }

  Filter having(Terms searched) {
    return new Filter(extensions, names, window, turn, version, Optional.of(searched));
  }
}
