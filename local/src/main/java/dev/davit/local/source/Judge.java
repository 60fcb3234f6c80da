package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.SourceOptions;
import dev.davit.local.source.PathFilter.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Decides what becomes of what was found in a source. */
final class Judge {
  private static final Refusal NEVER =
      new Refusal(IgnoredReason.SYSTEM, "Davit keeps its state there, or lifts to it");
  private static final Refusal OURS =
      new Refusal(IgnoredReason.SYSTEM, "Davit writes it during this run");

  private final Tree tree;
  private final PathFilter filter;
  private final Bounds bounds;
  private final Never never;

  /**
   * Reads the options.
   *
   * @throws dev.davit.core.port.SourceException if they make no sense for this source
   */
  Judge(Tree tree, SourceOptions options, Clock clock) {
    this.tree = tree;
    filter = new PathFilter(options);
    bounds = Bounds.of(options, clock);
    never = Never.of(options.neverBelow(), tree);
  }

  PathFilter filter() {
    return filter;
  }

  Never never() {
    return never;
  }

  /** Returns what speaks against entering a folder. */
  Optional<Refusal> folder(PathFilter.Folder in, String name, Path path, Attributes attributes)
      throws IOException {
    return never.contains(path, attributes) ? Optional.of(NEVER) : in.judgeFolder(name);
  }

  /** Decides on what is no folder, and not followed if it is a link. */
  Change file(PathFilter.Folder in, String name, Path path, Attributes attributes) {
    return file(in, name, path, attributes, in.judgeFile(name));
  }

  /**
   * Decides on a file that was itself named as a source.
   *
   * @throws IOException if it cannot be looked at
   */
  Change namedFile(RelativePath path) throws IOException {
    Place place = place(path, Asked.BY_NAME);
    if (place.refused().isPresent()) {
      return new Ignored(path, place.refused().get().reason(), place.refused().get().detail());
    }
    return file(place, tree.look(place.path()), Asked.BY_NAME);
  }

  /** Decides on what is at a place and no folder. */
  Change file(Place place, Attributes attributes, Asked asked) {
    Optional<Refusal> refusal =
        switch (asked) {
          case BY_NAME -> place.in().judgeNamedFile(place.name());
          case BY_RULE -> place.in().judgeFile(place.name());
        };
    return file(place.in(), place.name(), place.path(), attributes, refusal);
  }

  private Change file(
      PathFilter.Folder in,
      String name,
      Path path,
      Attributes attributes,
      Optional<Refusal> refusal) {
    RelativePath relative = new RelativePath(in.prefix() + name);
    if (refusal.isPresent()) {
      return ignored(relative, refusal.get());
    }
    if (never.isFile(path)) {
      return ignored(relative, OURS);
    }
    return switch (attributes.kind()) {
      case FILE -> regular(relative, path, attributes);
      case FOLDER ->
          new Ignored(relative, IgnoredReason.SPECIAL, "it is a folder where a file was expected");
      case LINK -> new Ignored(relative, IgnoredReason.SYMLINK, "symbolic links are not followed");
      case SPECIAL -> new Ignored(relative, IgnoredReason.SPECIAL, "a pipe, socket or device");
    };
  }

  private Change regular(RelativePath relative, Path path, Attributes attributes) {
    Optional<String> outside = bounds.against(attributes.fingerprint());
    if (outside.isPresent()) {
      return new Ignored(relative, IgnoredReason.OUT_OF_BOUNDS, outside.get());
    }
    return attributes.doubtful() && !Files.isReadable(path)
        ? new Ignored(relative, IgnoredReason.UNREADABLE, "permission denied")
        : new Change.Appeared(
            new SourceFile(relative, attributes.fingerprint(), new LocalContent(tree, path)));
  }

  /**
   * Goes down to a path, folder by folder, until a rule speaks against one of them.
   *
   * @throws IOException if an ignore file on the way cannot be read
   */
  Place place(RelativePath path, Asked asked) throws IOException {
    PathFilter.Folder in = filter.root(rules(tree.root(), ""));
    Path at = tree.root();
    String[] names = path.value().split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      at = Names.resolve(at, names[i]);
      Optional<Refusal> refusal = onTheWay(in, names[i], at, asked);
      if (refusal.isPresent()) {
        RelativePath folder = new RelativePath(in.prefix() + names[i]);
        return new Place(in, names[i], at, Optional.of(ignored(folder, refusal.get())));
      }
      in = in.enter(names[i], rules(at, in.prefix() + names[i] + "/"));
    }
    String name = names[names.length - 1];
    return new Place(in, name, Names.resolve(at, name), Optional.empty());
  }

  private Optional<Refusal> onTheWay(PathFilter.Folder in, String name, Path path, Asked asked)
      throws IOException {
    return switch (asked) {
      case BY_NAME -> in.judgeNamedFolder(name);
      case BY_RULE -> folder(in, name, path, tree.look(path));
    };
  }

  /** Whether something is taken because it was itself named as a source, or if no rule objects. */
  enum Asked {
    BY_NAME,
    BY_RULE
  }

  /**
   * Where a path is.
   *
   * @param in the folder that holds it
   * @param refused what speaks against a folder above it; then the rest is about that folder
   */
  record Place(PathFilter.Folder in, String name, Path path, Optional<Ignored> refused) {}

  /** Returns what speaks against what is at a place. */
  Optional<Refusal> against(Place place, Attributes attributes) throws IOException {
    return attributes.kind() == Attributes.Kind.FOLDER
        ? folder(place.in(), place.name(), place.path(), attributes)
        : place.in().judgeFile(place.name());
  }

  private IgnoreRules rules(Path folder, String prefix) throws IOException {
    try (OpenFolder open = tree.open(folder)) {
      return IgnoreFile.read(open, folder, prefix);
    }
  }

  /** Says that something could not be looked at, unless a rule speaks against it anyway. */
  Ignored unreadable(PathFilter.Folder in, String name, IOException e) {
    RelativePath relative = new RelativePath(in.prefix() + name);
    return in.judgeFile(name)
        .map(refusal -> ignored(relative, refusal))
        .orElseGet(() -> new Ignored(relative, IgnoredReason.UNREADABLE, Show.error(e)));
  }

  static Ignored ignored(RelativePath path, Refusal refusal) {
    return new Ignored(path, refusal.reason(), refusal.rule());
  }
}
