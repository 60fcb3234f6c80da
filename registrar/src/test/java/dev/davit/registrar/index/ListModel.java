package dev.davit.registrar.index;

import dev.davit.registrar.index.naming.FileTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Section 2 of the specification over a plain list, as slow and as plain as possible. */
final class ListModel {
  record Event(int seq, String path, boolean upload, long at, OptionalInt turn, String content) {
    boolean before(Event other) {
      return ORDER.compare(this, other) < 0;
    }
  }

  record Hit(String path, int version, Event event, Event head) {}

  static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::at).thenComparingInt(Event::seq);
  private static final Comparator<Hit> NEWEST = Comparator.comparing(Hit::event, ORDER).reversed();

  final List<Event> events = new ArrayList<>();

  String answer(FileQuery query, Instant now) {
    List<Event> seen =
        events.stream()
            .filter(e -> query.turn().isEmpty() || e.turn().orElse(-1) <= query.turn().getAsInt())
            .sorted(ORDER)
            .toList();
    Predicate<Event> passes =
        e ->
            query.since().stream().allMatch(s -> e.at() >= s.toEpochMilli())
                && query.until().stream().allMatch(u -> e.at() < u.toEpochMilli())
                && (query.turnFilter().isEmpty() || query.turnFilter().equals(e.turn()));
    List<Hit> everything = hits(seen, e -> true);
    List<Hit> f =
        hits(seen, passes).stream().filter(hit -> typed(hit.path(), query.fileTypes())).toList();
    if (f.isEmpty()) {
      return "none of 0";
    }
    Focus focus = focus(everything, query.turn(), now);
    List<Hit> chosen = choose(query, f, focus, seen, passes);
    if (chosen.isEmpty()) {
      return "none of " + f.size();
    }
    return status(query, f, chosen)
        + " of "
        + f.size()
        + ": "
        + chosen.stream().map(h -> h.path() + "@" + h.version()).collect(Collectors.joining(" "));
  }

  private static boolean typed(String path, List<String> types) {
    String extension = FileTypes.extension(path);
    return types.isEmpty()
        || types.contains(extension)
        || FileTypes.families(extension).stream().anyMatch(types::contains);
  }

  /** Live files with an upload that passes, newest first. */
  private List<Hit> hits(List<Event> seen, Predicate<Event> passes) {
    Map<Integer, Integer> versions = versions();
    Map<String, List<Event>> byPath = new TreeMap<>();
    seen.forEach(e -> byPath.computeIfAbsent(e.path(), p -> new ArrayList<>()).add(e));
    List<Hit> hits = new ArrayList<>();
    byPath.forEach((path, its) -> {
      if (!its.get(its.size() - 1).upload()) {
        return;
      }
      Optional<Hit> hit = Optional.empty();
      Event head = its.get(its.size() - 1);
      for (Event e : its) {
        if (e.upload() && passes.test(e)) {
          hit = Optional.of(new Hit(path, versions.get(e.seq()), e, head));
        }
      }
      hit.ifPresent(hits::add);
    });
    hits.sort(NEWEST);
    return hits;
  }

  /** Versions count all uploads, seen or not. */
  private Map<Integer, Integer> versions() {
    Map<Integer, Integer> versions = new TreeMap<>();
    Map<String, Event> last = new TreeMap<>();
    for (Event e : events.stream().filter(Event::upload).sorted(ORDER).toList()) {
      Event before = last.put(e.path(), e);
      int version = before == null ? 0 : versions.get(before.seq());
      boolean same = before != null && before.content().equals(e.content());
      versions.put(e.seq(), same ? version : version + 1);
    }
    return versions;
  }

  private record Focus(Optional<String> one, OptionalInt turn) {
    boolean has(Hit hit) {
      return one.isPresent()
          ? one.get().equals(hit.path())
          : turn.isPresent() && turn.equals(hit.head().turn());
    }
  }

  private static Focus focus(List<Hit> live, OptionalInt turn, Instant now) {
    if (live.isEmpty()) {
      return new Focus(Optional.empty(), OptionalInt.empty());
    }
    Event newest = live.get(0).event();
    if (turn.isEmpty() || newest.turn().isEmpty()) {
      return new Focus(Optional.of(newest.path()), OptionalInt.empty());
    }
    boolean fresh =
        newest.turn().getAsInt() == turn.getAsInt()
            || newest.turn().getAsInt() == turn.getAsInt() - 1
            || now.toEpochMilli() - newest.at() <= 300_000;
    return new Focus(Optional.empty(), fresh ? newest.turn() : OptionalInt.empty());
  }

  private static List<Hit> choose(
      FileQuery query, List<Hit> f, Focus focus, List<Event> seen, Predicate<Event> passes) {
    List<Hit> away =
        f.stream()
            .filter(h -> query.turn().isEmpty() || !query.turn().equals(h.event().turn()))
            .toList();
    List<Hit> current = f.stream().filter(focus::has).toList();
    List<Hit> outside = f.stream().filter(h -> !focus.has(h)).toList();
    OptionalInt n = query.count();
    boolean several = n.orElse(1) > 1;
    return switch (query.reference()) {
      case ALL -> newest(f, n.orElse(f.size()));
      case THE, LAST -> newest(f, n.orElse(1));
      case THIS -> newest(f, n.orElse(1));
      case THAT -> newest(away.isEmpty() ? f : away, n.orElse(1));
      case THESE -> n.isEmpty() && current.size() >= 2 ? current : newest(f, n.orElse(2));
      case THOSE -> {
        boolean batch =
            n.isEmpty()
                && focus.turn().isPresent()
                && !focus.turn().equals(query.turn())
                && current.size() >= 2;
        yield batch ? current : newest(away.isEmpty() ? f : away, n.orElse(2));
      }
      case PREVIOUS -> newest(outside.isEmpty() ? f : outside, n.orElse(f.size()));
      case OTHER -> newest(f.subList(1, f.size()), n.orElse(1));
      case FIRST, NTH -> counted(query, f, current, seen, passes, several);
    };
  }

  private static List<Hit> counted(
      FileQuery query,
      List<Hit> f,
      List<Hit> current,
      List<Event> seen,
      Predicate<Event> passes,
      boolean several) {
    int index = query.index().orElse(0);
    int needed = query.reference() == Reference.NTH ? Math.abs(index) : query.count().orElse(1);
    boolean filtered =
        query.since().isPresent() || query.until().isPresent() || query.turnFilter().isPresent();
    boolean batch =
        query.scope() == Scope.FOCUS
            || (query.scope() == Scope.AUTO && !filtered && current.size() >= Math.max(2, needed));
    List<Hit> scope = new ArrayList<>(batch ? current : f);
    if (query.reference() == Reference.NTH && index < 0) {
      return -index <= scope.size() ? List.of(scope.get(-index - 1)) : List.of();
    }
    scope.sort(
        Comparator.comparing(
            hit -> batch ? hit.event() : firstOf(hit.path(), seen, passes), ORDER));
    if (query.reference() == Reference.NTH) {
      return index <= scope.size() ? List.of(scope.get(index - 1)) : List.of();
    }
    return newest(scope, several ? query.count().getAsInt() : 1);
  }

  private static Event firstOf(String path, List<Event> seen, Predicate<Event> passes) {
    return seen.stream()
        .filter(e -> e.upload() && e.path().equals(path) && passes.test(e))
        .findFirst()
        .orElseThrow();
  }

  private static List<Hit> newest(List<Hit> hits, int n) {
    return hits.subList(0, Math.min(n, hits.size()));
  }

  private static String status(FileQuery query, List<Hit> f, List<Hit> chosen) {
    int n = query.count().orElse(1);
    boolean more =
        query.reference() == Reference.THE
            ? f.size() > n
            : query.reference() == Reference.OTHER && query.count().isEmpty() && f.size() > 2;
    if (more) {
      return "ambiguous";
    }
    boolean counts = query.count().isPresent() && query.reference() != Reference.NTH;
    return counts && chosen.size() < n ? "partial" : "ok";
  }
}
