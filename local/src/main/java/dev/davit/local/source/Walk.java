package dev.davit.local.source;

import static java.util.Objects.requireNonNull;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.Frame.Pending;
import dev.davit.local.source.Judge.Asked;
import dev.davit.local.source.Judge.Place;
import dev.davit.local.source.PathFilter.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything in a source, in the order of the paths, with one listing in memory per level.
 */
final class Walk implements Finder {

  /** What all listings together may take, in bytes, of which each takes half of what is left. */
  private static final int NAMES = (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 4);

  private static final int FEWEST_NAMES = 1 << 20;

  /** How many folders are held open; deeper ones are opened by way of all those above them. */
  private static final int HELD = 64;

  private final Tree tree;
  private final Judge judge;
  private final Optional<Links> links;
  private final int namesLimit;
  private final Optional<Place> start;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int namesHeld;

  /**
   * Begins at the source folder.
   *
   * @throws SourceException if it cannot be read
   */
  Walk(Tree tree, Judge judge, SourceOptions options) {
    this(tree, judge, options, NAMES);
  }

  Walk(Tree tree, Judge judge, SourceOptions options, int namesLimit) {
    this(tree, judge, options, namesLimit, Optional.empty());
  }

  private Walk(
      Tree tree, Judge judge, SourceOptions options, int namesLimit, Optional<Place> start) {
    this.tree = tree;
    this.judge = judge;
    this.namesLimit = namesLimit;
    this.start = start;
    links = options.followLinks() ? Optional.of(new Links(tree, judge)) : Optional.empty();
    try {
      Path first = start.map(Place::path).orElse(tree.root());
      enter(tree.open(first), first, start.map(Place::name).orElse(""));
    } catch (IOException e) {
      close();
      throw start.isPresent() ? new UncheckedIOException(e) : unreadable(tree, e);
    }
  }

  /**
   * Begins at a folder of the source; finds nothing where there is none, or a rule speaks against
   * it.
   *
   * @throws SourceException if the source vanished
   */
  static Finder below(Tree tree, Judge judge, SourceOptions options, RelativePath folder) {
    try {
      Place place = judge.place(folder, Asked.BY_RULE);
      if (place.refused().isPresent()) {
        return new Told(tree, List.of(place.refused().get()));
      }
      Attributes attributes = tree.look(place.path());
      if (attributes.kind() != Attributes.Kind.FOLDER) {
        return new Told(tree, List.of());
      }
      Optional<PathFilter.Refusal> refusal = judge.against(place, attributes);
      return refusal.isPresent()
          ? new Told(tree, List.of(Judge.ignored(folder, refusal.get())))
          : new Walk(tree, judge, options, NAMES, Optional.of(place));
    } catch (UncheckedIOException e) {
      return notEntered(tree, folder, requireNonNull(e.getCause()));
    } catch (IOException e) {
      return notEntered(tree, folder, e);
    }
  }

  private static Finder notEntered(Tree tree, RelativePath folder, IOException e) {
    return e instanceof NoSuchFileException
        ? new Told(tree, List.of())
        : new Told(tree, List.of(new Ignored(folder, IgnoredReason.UNREADABLE, Show.error(e))));
  }

  /** Finds what is known already. */
  private record Told(Tree tree, List<Ignored> found) implements Finder {

    @Override
    public boolean find(List<Change> changes, int most) {
      tree.requireRoot();
      changes.addAll(found);
      return true;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @Override
  public boolean find(List<Change> changes, int most) {
    while (changes.size() < most) {
      Frame frame = frames.peek();
      if (frame == null) {
        tree.requireRoot();
        return true;
      }
      step(frame, changes);
    }
    return false;
  }

  private void step(Frame frame, List<Change> changes) {
    if (!frame.hasName() && frame.names().isTruncated()) {
      listOn(frame, changes);
    } else if (frame.isFolderNext()) {
      descend(frame, frame.nextFolder(), changes);
    } else if (frame.hasName()) {
      visit(frame, frame.nextName(), changes);
    } else {
      leave();
    }
  }

  private void visit(Frame frame, String name, List<Change> changes) {
    Path path = Names.resolve(frame.path, name);
    try {
      Attributes attributes = tree.look(path);
      switch (attributes.kind()) {
        case FOLDER ->
            frame.postpone(name, path, judge.folder(frame.filter, name, path, attributes));
        case LINK -> visitLink(frame, name, path, attributes, changes);
        case FILE, SPECIAL -> changes.add(judge.file(frame.filter, name, path, attributes));
      }
    } catch (NoSuchFileException e) {
      tree.requireRoot();
    } catch (IOException e) {
      changes.add(judge.unreadable(frame.filter, name, e));
    }
  }

  private void visitLink(
      Frame frame, String name, Path path, Attributes attributes, List<Change> changes)
      throws IOException {
    if (links.isEmpty()) {
      changes.add(judge.file(frame.filter, name, path, attributes));
      return;
    }
    switch (links.get().follow(path, frames)) {
      case Links.Refused refused ->
          changes.add(
              frame.filter.judgeFile(name).isPresent()
                  ? judge.file(frame.filter, name, path, attributes)
                  : new Ignored(relative(frame, name), IgnoredReason.SYMLINK, refused.detail()));
      case Links.Target(Path real, Attributes target) when target.kind() == Kind.FOLDER ->
          frame.postpone(name, real, judge.folder(frame.filter, name, real, target));
      case Links.Target(Path real, Attributes target) ->
          changes.add(judge.file(frame.filter, name, real, target));
    }
  }

  private void descend(Frame frame, Pending folder, List<Change> changes) {
    if (folder.refusal.isPresent()) {
      Refusal refusal = folder.refusal.get();
      changes.add(Judge.ignored(relative(frame, folder.name), refusal));
      return;
    }
    try {
      enter(open(frame, folder.path), folder.path, folder.name);
    } catch (NoSuchFileException e) {
      tree.requireRoot();
    } catch (IOException e) {
      changes.add(
          new Ignored(relative(frame, folder.name), IgnoredReason.UNREADABLE, Show.error(e)));
    }
  }

  private OpenFolder open(Frame frame, Path folder) throws IOException {
    return frame.open().isPresent() && frame.path.equals(folder.getParent())
        ? frame.open().get().child(Objects.requireNonNull(folder.getFileName()))
        : tree.open(folder);
  }

  private void enter(OpenFolder open, Path path, String name) throws IOException {
    boolean held = false;
    try {
      NameList names = list(open, new NameList(room()));
      PathFilter.Folder filter = filter(open, path, name, names);
      held = frames.size() < HELD;
      frames.push(new Frame(path, filter, held ? Optional.of(open) : Optional.empty(), names));
      namesHeld += names.footprint();
    } finally {
      if (!held) {
        open.close();
      }
    }
  }

  private PathFilter.Folder filter(OpenFolder open, Path path, String name, NameList names)
      throws IOException {
    Frame above = frames.peek();
    PathFilter.@Nullable Folder in =
        above == null ? start.map(Place::in).orElse(null) : above.filter;
    String prefix = in == null ? "" : in.prefix() + name + "/";
    boolean mayHaveRules = names.contains(IgnoreFile.NAME) || names.isTruncated();
    IgnoreRules rules = mayHaveRules ? IgnoreFile.read(open, path, prefix) : IgnoreRules.NONE;
    return in == null ? judge.filter().root(rules) : in.enter(name, rules);
  }

  private int room() {
    return Math.max(Math.min(FEWEST_NAMES, namesLimit), (namesLimit - namesHeld) / 2);
  }

  private static NameList list(OpenFolder open, NameList names) throws IOException {
    try {
      for (Path entry : open.entries()) {
        names.add(Names.segment(entry));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort();
    return names;
  }

  /** Lists a folder again for the names that did not fit. */
  private void listOn(Frame frame, List<Change> changes) {
    NameList names = frame.names().following();
    namesHeld -= frame.names().footprint();
    try (OpenFolder again = tree.open(frame.path)) {
      frame.replaceNames(list(again, names));
    } catch (IOException e) {
      tree.requireRoot();
      changes.add(unreadable(frame.filter.prefix(), e));
      frame.replaceNames(new NameList(0));
    }
    namesHeld += frame.names().footprint();
  }

  private Ignored unreadable(String prefix, IOException e) {
    if (prefix.isEmpty()) {
      throw unreadable(tree, e);
    }
    RelativePath path = new RelativePath(prefix.substring(0, prefix.length() - 1));
    return new Ignored(path, IgnoredReason.UNREADABLE, Show.error(e));
  }

  private static SourceException unreadable(Tree tree, IOException e) {
    return new SourceException(
        "The source " + Show.path(tree.root()) + " cannot be read: " + Show.error(e) + ".", e);
  }

  private void leave() {
    try (Frame left = frames.pop()) {
      namesHeld -= left.names().footprint();
    } catch (IOException e) {
      throw new SourceException("A folder of the source could not be closed.", e);
    }
  }

  private static RelativePath relative(Frame frame, String name) {
    return new RelativePath(frame.filter.prefix() + name);
  }

  @Override
  public void close() {
    while (!frames.isEmpty()) {
      leave();
    }
  }
}
