package dev.davit.local.source;

import dev.davit.local.source.Judge.Asked;
import dev.davit.local.source.Judge.Place;
import dev.davit.local.source.PathFilter.Refusal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Follows symbolic links, but not out of the source, not in circles, and not past a rule. */
final class Links {
  private final Tree tree;
  private final Judge judge;

  Links(Tree tree, Judge judge) {
    this.tree = tree;
    this.judge = judge;
  }

  /** What following a link came to. */
  sealed interface Outcome {}

  /** It leads to a file or folder of the source, which is taken by its real path. */
  record Target(Path real, Attributes attributes) implements Outcome {}

  /** It is not followed. */
  record Refused(String detail) implements Outcome {}

  /**
   * Follows one.
   *
   * @param above the folders that were entered on the way to it
   */
  Outcome follow(Path link, Collection<Frame> above) {
    try {
      Path real = link.toRealPath();
      return real.startsWith(tree.root())
          ? target(real, above)
          : new Refused("it leads out of the source, to " + Show.path(real));
    } catch (NoSuchFileException e) {
      return new Refused("what it leads to does not exist");
    } catch (IOException e) {
      return new Refused(Show.linkError(e));
    }
  }

  private Outcome target(Path real, Collection<Frame> above) throws IOException {
    Attributes attributes = tree.look(real);
    boolean circle = above.stream().anyMatch(frame -> frame.path.equals(real));
    if (circle) {
      return new Refused("it leads in a circle, back to " + Show.path(real));
    }
    if (judge.never().leadsInto(real)) {
      return new Refused(
          "it leads to what is never entered: Davit keeps its state there, or lifts to it");
    }
    Optional<String> rule = real.equals(tree.root()) ? Optional.empty() : against(real, attributes);
    return rule.isPresent()
        ? new Refused("it leads to what is not taken: " + rule.get())
        : new Target(real, attributes);
  }

  private Optional<String> against(Path real, Attributes attributes) throws IOException {
    Place place = judge.place(Names.relative(tree.root(), real), Asked.BY_RULE);
    return place.refused().isPresent()
        ? Optional.of(place.refused().get().detail())
        : judge.against(place, attributes).map(Refusal::rule);
  }
}
