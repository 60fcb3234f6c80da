package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.Judge.Asked;
import dev.davit.local.source.Judge.Place;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Why one file or folder is taken or not.
 *
 * @param decided what the deciding rule is about: the path that was asked for, or a folder above it
 * @param reason why it is not taken; empty if it is
 * @param rule the deciding rule, for people; never empty
 */
public record Explanation(RelativePath decided, Optional<IgnoredReason> reason, String rule) {

  /** Returns the same as core says it. */
  public FilterVerdict verdict() {
    return new FilterVerdict(decided, reason, rule);
  }

  /**
   * Explains what a scan would do with a path. Links are not followed.
   *
   * @throws SourceException if the source cannot be read
   */
  public static Explanation of(
      SourceRoot root, SourceOptions options, Clock clock, RelativePath path) {
    Tree tree = Tree.at(root.path());
    Judge judge = new Judge(tree, options, clock);
    try {
      return of(tree, judge, path, root.only().contains(path) ? Asked.BY_NAME : Asked.BY_RULE);
    } catch (IOException e) {
      return new Explanation(path, Optional.of(IgnoredReason.UNREADABLE), Show.error(e));
    }
  }

  private static Explanation of(Tree tree, Judge judge, RelativePath path, Asked asked)
      throws IOException {
    Place place = judge.place(path, asked);
    if (place.refused().isPresent()) {
      return of(place.refused().get());
    }
    Attributes attributes = tree.look(place.path());
    if (attributes.kind() == Kind.FOLDER) {
      return judge
          .against(place, attributes)
          .map(refusal -> of(Judge.ignored(path, refusal)))
          .orElseGet(() -> taken(place, path, true));
    }
    return judge.file(place, attributes, asked) instanceof Ignored ignored
        ? of(ignored)
        : taken(place, path, false);
  }

  private static Explanation of(Ignored ignored) {
    return new Explanation(ignored.path(), Optional.of(ignored.reason()), ignored.detail());
  }

  private static Explanation taken(Place place, RelativePath path, boolean folder) {
    String rule = place.in().favour(place.name(), folder).orElse("no rule speaks against it");
    return new Explanation(path, Optional.empty(), rule);
  }
}
