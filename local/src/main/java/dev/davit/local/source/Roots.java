package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceRoot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Groups sources by the folder that their paths are relative to. */
public final class Roots {

  /** How many names are looked at for one that may have been meant. */
  private static final int MOST_NAMES = 10_000;

  private Roots() {}

  /**
   * Groups sources as {@link dev.davit.core.spi.Machine#roots} wants it. A folder that is a source
   * itself takes the files in it that are named too.
   *
   * @throws SourceException if one is missing or neither file nor folder
   */
  public static List<SourceRoot> of(List<Path> sources) {
    Map<Path, Set<RelativePath>> files = new LinkedHashMap<>();
    Set<Path> folders = new LinkedHashSet<>();
    for (Path source : sources) {
      Path absolute = source.toAbsolutePath();
      try {
        add(absolute, files, folders);
      } catch (IOException e) {
        throw failure(absolute, e);
      }
    }
    List<SourceRoot> roots = new ArrayList<>();
    files.forEach((folder, only) ->
        roots.add(new SourceRoot(folder, folders.contains(folder) ? Set.of() : only)));
    return List.copyOf(roots);
  }

  private static void add(Path source, Map<Path, Set<RelativePath>> files, Set<Path> folders)
      throws IOException {
    Path real = source.toRealPath();
    if (Files.isDirectory(real)) {
      folders.add(real);
      files.computeIfAbsent(real, folder -> new LinkedHashSet<>());
    } else if (Files.isRegularFile(real)) {
      Path parent = Objects.requireNonNull(source.normalize().getParent()).toRealPath();
      String name = Names.segment(source);
      files.computeIfAbsent(parent, folder -> new LinkedHashSet<>()).add(RelativePath.of(name));
    } else {
      throw new SourceException(
          "The source "
              + Show.path(source)
              + " is neither a file nor a folder but a pipe, socket or device. Name a file or folder.");
    }
  }

  private static SourceException failure(Path source, IOException e) {
    String start = "The source " + Show.path(source);
    if (Files.isSymbolicLink(source)) {
      String why = e instanceof NoSuchFileException ? "leads to nothing" : Show.linkError(e);
      return new SourceException(start + " is a link, and " + why + ".", e);
    }
    return isMissing(source, e)
        ? new SourceException(start + " does not exist. " + hint(source.normalize()), e)
        : new SourceException(start + " cannot be looked at: " + Show.error(e) + ".", e);
  }

  private static boolean isMissing(Path source, IOException e) {
    return e instanceof NoSuchFileException
        || Optional.ofNullable(source.getParent()).filter(Files::isRegularFile).isPresent();
  }

  /** Names the nearest folder above that exists, and what in it may have been meant. */
  private static String hint(Path source) {
    Path missing = source;
    Path parent = source.getParent();
    while (parent != null && !Files.exists(parent)) {
      missing = parent;
      parent = parent.getParent();
    }
    if (parent == null) {
      return "Nothing of that path exists.";
    }
    if (!Files.isDirectory(parent)) {
      return Show.path(parent) + " is a file, not a folder.";
    }
    String name = String.valueOf(missing.getFileName());
    String there = "There is no " + name + " in " + Show.path(parent);
    return similar(parent, name)
        .map(one -> there + "; did you mean " + one + "?")
        .orElse(there + ".");
  }

  private static Optional<String> similar(Path folder, String name) {
    int allowed = 1 + name.length() / 4;
    String best = "";
    int seen = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String candidate = String.valueOf(entry.getFileName());
        int distance = distance(lower(name), lower(candidate));
        if (distance <= allowed) {
          best = candidate;
          allowed = distance - 1;
        }
        if (++seen == MOST_NAMES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.empty(); // no hint then
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Counts the characters to insert, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
