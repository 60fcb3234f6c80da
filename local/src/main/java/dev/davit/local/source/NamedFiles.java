package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Finds files that were themselves named as sources. */
final class NamedFiles implements Finder {
  private final Tree tree;
  private final Judge judge;
  private final Iterator<RelativePath> paths;

  NamedFiles(Tree tree, Judge judge, Collection<RelativePath> paths) {
    this.tree = tree;
    this.judge = judge;
    this.paths = paths.stream().sorted().iterator();
  }

  @Override
  public boolean find(List<Change> changes, int most) {
    while (paths.hasNext() && changes.size() < most) {
      RelativePath path = paths.next();
      try {
        changes.add(judge.namedFile(path));
      } catch (NoSuchFileException e) {
        tree.requireRoot();
        changes.add(new Ignored(path, IgnoredReason.UNREADABLE, "it is gone"));
      } catch (IOException e) {
        changes.add(new Ignored(path, IgnoredReason.UNREADABLE, Show.error(e)));
      }
    }
    if (!paths.hasNext()) {
      tree.requireRoot();
    }
    return !paths.hasNext();
  }

  @Override
  public void close() {}
}
