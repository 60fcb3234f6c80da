package dev.davit.cli.run;

import dev.davit.cli.text.Say;
import dev.davit.core.model.RelativePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a list of files below a source. */
public final class FilesFrom {
  private final Path source;

  /** Makes it. */
  public FilesFrom(Path source) {
    this.source = source;
  }

  /**
   * Reads a path from each line.
   *
   * @param file to read, or {@code -} for standard input
   * @throws UsageException if it cannot be read, or a line is no path below the source
   */
  public Set<RelativePath> lines(@Nullable String file) {
    return read(String.valueOf(file), '\n');
  }

  /**
   * Reads paths that each end with a NUL byte.
   *
   * @param file to read, or {@code -} for standard input
   * @throws UsageException if it cannot be read, or one is no path below the source
   */
  public Set<RelativePath> nulTerminated(String file) {
    return read(file, '\0');
  }

  private Set<RelativePath> read(String file, char end) {
    String[] names = text(file).split(String.valueOf(end), -1);
    Set<RelativePath> paths = new LinkedHashSet<>();
    for (int i = 0; i < names.length; i++) {
      String name = end == '\n' && names[i].endsWith("\r") ? chopped(names[i]) : names[i];
      if (!name.isEmpty()) {
        paths.add(path(file, i + 1, name));
      }
    }
    return paths;
  }

  private static String chopped(String line) {
    return line.substring(0, line.length() - 1);
  }

  private static String text(String file) {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(Say.of("the list {0} cannot be read: {1}", file, e));
    }
  }

  private RelativePath path(String file, int number, String name) {
    try {
      String below = name.startsWith("/") ? belowSource(name) : name.replaceFirst("^(\\./+)+", "");
      return RelativePath.of(below);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of(
              "the list {0}, entry {1}: \"{2}\" is no path below {3}: {4}",
              file, number, name, source, String.valueOf(e.getMessage())));
    }
  }

  private String belowSource(String name) {
    Path root = source.toAbsolutePath().normalize();
    Path path = Path.of(name).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IllegalArgumentException(Say.of("it is somewhere else"));
    }
    return root.relativize(path).toString();
  }
}
