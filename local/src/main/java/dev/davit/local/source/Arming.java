package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.Machine.Notices;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.Judge.Asked;
import dev.davit.local.source.Judge.Place;
import dev.davit.local.source.WatchedFolders.Node;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has the kernel watch folders. Each is watched first and listed then, so that what is made in it
 * meanwhile is either in the list or among the events. Used by one thread.
 */
final class Arming {
  private static final int MOST_TOLD = 10_000;

  private final LiveTree tree;
  private final Inotify inotify;
  private final WatchedFolders folders;
  private final Changes changes;
  private final Notices notices;
  private final Set<String> unwatched = new TreeSet<>();
  private boolean limitTold;

  Arming(LiveTree tree, Inotify inotify, WatchedFolders folders, Changes changes, Notices notices) {
    this.tree = tree;
    this.inotify = inotify;
    this.folders = folders;
    this.changes = changes;
    this.notices = notices;
  }

  /** Returns the folders that the kernel refused to watch; what is below them is not watched. */
  Set<String> unwatched() {
    return unwatched;
  }

  /**
   * Watches everything, whatever was watched before.
   *
   * @throws SourceException if the source vanished or may not be watched
   */
  void armRoot() {
    tree.tree().requireRoot();
    Set<Integer> before = new HashSet<>(folders.drop(folders.root()));
    unwatched.clear();
    Path root = tree.tree().root();
    try {
      Round round = new Round(false);
      round.arm(folders.root(), root, tree.judge().filter().root(rules(root, "")));
    } catch (IOException e) {
      tree.tree().requireRoot();
      throw new SourceException(
          "The source " + Show.path(root) + " cannot be watched: " + Show.error(e) + ".", e);
    }
    before.stream().filter(number -> folders.get(number) == null).forEach(inotify::remove);
  }

  /** Watches a folder that has come, and tells what is in it already. */
  void arm(Node parent, String name) {
    RelativePath path = new RelativePath(parent.path(name));
    try {
      Place place = tree.judge().place(path, Asked.BY_RULE);
      Attributes attributes = tree.tree().look(place.path());
      if (place.refused().isPresent()
          || attributes.kind() != Kind.FOLDER
          || tree.judge().against(place, attributes).isPresent()) {
        return;
      }
      Node node = folders.child(parent, name);
      Round round = new Round(true);
      String prefix = path.value() + "/";
      round.arm(node, place.path(), place.in().enter(name, rules(place.path(), prefix)));
      if (round.told > MOST_TOLD) {
        changes.add(new Change.Overflow(path.value()));
      }
    } catch (IOException e) {
      // it is gone again, or not readable: then a scan says so
    }
  }

  private IgnoreRules rules(Path folder, String prefix) throws IOException {
    try (OpenFolder open = tree.tree().open(folder)) {
      return IgnoreFile.read(open, folder, prefix);
    }
  }

  private void limited(String folder) {
    unwatched.add(folder);
    if (!limitTold) {
      limitTold = true;
      notices.say(
          "the kernel watches no more than "
              + folders.size()
              + " folders here; "
              + (folder.isEmpty() ? "the source" : folder)
              + " and what follows is looked through every minute instead. To have all watched:"
              + " sudo sysctl fs.inotify.max_user_watches=1048576");
    }
  }

  /** One going through folders. */
  private final class Round {
    private final boolean tells;
    private int told;

    Round(boolean tells) {
      this.tells = tells;
    }

    /** Watches a folder and all below it that a rule does not speak against. */
    void arm(Node node, Path path, PathFilter.Folder filter) throws IOException {
      try {
        folders.watched(node, inotify.add(Names.bytes(path)));
      } catch (Inotify.LimitException e) {
        limited(node.path());
        return;
      }
      for (Path child : list(path)) {
        String name = Names.segment(child);
        try {
          found(node, filter, name, child);
        } catch (IOException e) {
          // gone again, or for a scan to say that it cannot be read
        }
      }
    }

    private void found(Node node, PathFilter.Folder filter, String name, Path child)
        throws IOException {
      Attributes attributes = tree.tree().look(child);
      if (attributes.kind() == Kind.FOLDER) {
        if (tree.judge().folder(filter, name, child, attributes).isEmpty()) {
          String prefix = filter.prefix() + name + "/";
          arm(folders.child(node, name), child, filter.enter(name, rulesIn(child, prefix)));
        }
      } else if (tells
          && ++told <= MOST_TOLD
          && tree.judge().file(filter, name, child, attributes)
              instanceof Change.Appeared appeared) {
        changes.add(appeared);
      }
    }

    private IgnoreRules rulesIn(Path folder, String prefix) throws IOException {
      return Files.exists(folder.resolve(IgnoreFile.NAME))
          ? rules(folder, prefix)
          : IgnoreRules.NONE;
    }
  }

  private List<Path> list(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (OpenFolder open = tree.tree().open(folder)) {
      for (Path entry : open.entries()) {
        children.add(folder.resolve(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }
}
