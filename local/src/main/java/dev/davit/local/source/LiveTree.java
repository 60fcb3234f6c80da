package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.spi.SourceOptions;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.Judge.Asked;
import dev.davit.local.source.Judge.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** A source folder that is looked at again and again. Safe for use by any number of threads. */
final class LiveTree {
  /** Ages count from when a judge was made. */
  private static final long FRESH = TimeUnit.MINUTES.toNanos(1);

  private final Tree tree;
  private final SourceOptions options;
  private final Clock clock;
  private volatile Dated dated;

  private record Dated(Judge judge, long made) {}

  /**
   * Looks at a source.
   *
   * @throws dev.davit.core.port.SourceException if it is no folder, or an option makes no sense
   */
  LiveTree(Path root, SourceOptions options, Clock clock) {
    tree = Tree.at(root);
    this.options = options;
    this.clock = clock;
    dated = new Dated(new Judge(tree, options, clock), System.nanoTime());
  }

  Tree tree() {
    return tree;
  }

  Judge judge() {
    Dated now = dated;
    if (System.nanoTime() - now.made() > FRESH) {
      now = new Dated(new Judge(tree, options, clock), System.nanoTime());
      dated = now;
    }
    return now.judge();
  }

  ChangeSource scan(String below) {
    Judge fresh = new Judge(tree, options, clock);
    tree.requireRoot();
    return FolderScan.begin(
        below.isEmpty()
            ? new Walk(tree, fresh, options)
            : Walk.below(tree, fresh, options, RelativePath.of(below)));
  }

  Change look(RelativePath path) {
    try {
      return lookAt(path);
    } catch (NoSuchFileException e) {
      tree.requireRoot();
      return new Change.Vanished(path);
    } catch (IOException e) {
      tree.requireRoot();
      return new Ignored(path, IgnoredReason.UNREADABLE, Show.error(e));
    }
  }

  private Change lookAt(RelativePath path) throws IOException {
    Path at = tree.root();
    String[] names = path.value().split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      at = Names.resolve(at, names[i]);
      Kind kind = tree.look(at).kind();
      if (kind == Kind.LINK && options.followLinks()) {
        return new Ignored(path, IgnoredReason.SYMLINK, "it is below a link");
      }
      if (kind != Kind.FOLDER) {
        return new Change.Vanished(path);
      }
    }
    Attributes attributes = tree.look(Names.resolve(at, names[names.length - 1]));
    if (attributes.kind() == Kind.FOLDER) {
      return new Change.Vanished(path); // what is in it has other paths
    }
    Place place = judge().place(path, Asked.BY_RULE);
    return place.refused().isPresent()
        ? place.refused().get()
        : judge().file(place, attributes, Asked.BY_RULE);
  }
}
