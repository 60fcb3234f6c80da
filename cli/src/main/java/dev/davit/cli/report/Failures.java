package dev.davit.cli.report;

import dev.davit.core.usecase.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Failures by their cause: by kind, and within a kind by what the error says once names and numbers
 * are taken out. Bounded, however many there are. Used by one thread at a time.
 */
final class Failures {
  static final int SAMPLES = 25;
  private static final int GROUPS = 40;
  private static final Pattern VARYING =
      Pattern.compile("[0-9A-Fa-f]{8}[-0-9A-Fa-f]*|[A-Z0-9]{12,}|\\d+");

  private final Map<Cause, Group> groups = new LinkedHashMap<>();

  private record Cause(String kind, String words) {}

  /** Failures with the same cause. */
  static final class Group {
    final String kind;
    final List<Outcome.Failed> samples = new ArrayList<>();
    long count;

    private Group(String kind) {
      this.kind = kind;
    }
  }

  /** Adds one. */
  void add(Outcome.Failed failed) {
    Cause cause = new Cause(failed.kind(), words(failed));
    if (!groups.containsKey(cause) && groups.size() >= GROUPS) {
      cause = new Cause(failed.kind(), "");
    }
    Group group = groups.computeIfAbsent(cause, it -> new Group(it.kind()));
    group.count++;
    if (group.samples.size() < SAMPLES) {
      group.samples.add(failed);
    }
  }

  /** Returns the groups, the largest first. */
  List<Group> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong((Group group) -> group.count).reversed())
        .toList();
  }

  private static String words(Outcome.Failed failed) {
    String error = failed.error().replace(failed.path().value(), "…");
    String name = failed.path().name();
    error = name.length() < 3 ? error : error.replace(name, "…");
    return VARYING.matcher(error).replaceAll("#");
  }
}
