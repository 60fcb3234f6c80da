package dev.davit.local.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a file system takes for a name although it is spelled differently. */
@FunctionalInterface
interface Twins {

  /** For file systems that tell all names apart. */
  Twins NONE = file -> Optional.empty();

  /**
   * For those that fold case or normal form: costs a look, and a walk over the directory if any.
   */
  Twins FOLDING = Twins::listed;

  /** Returns the other spelling by which a file exists; empty if it is absent or spelled so. */
  Optional<String> of(Path file) throws IOException;

  /** Tells which rule holds around an existing file, whose name should have letters. */
  static Twins around(Path file) {
    String name = Names.segment(file);
    boolean folds =
        Stream.of(
                name.toUpperCase(Locale.ROOT),
                name.toLowerCase(Locale.ROOT),
                Normalizer.normalize(name, Normalizer.Form.NFC),
                Normalizer.normalize(name, Normalizer.Form.NFD))
            .distinct()
            .filter(other -> !other.equals(name))
            .anyMatch(other -> isSame(file, other));
    return folds ? FOLDING : NONE;
  }

  private static boolean isSame(Path file, String other) {
    try {
      return Files.isSameFile(file, file.resolveSibling(Names.path(other)));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> listed(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String name = Names.segment(file);
    String twin = "another spelling of it";
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(file.getParent())) {
      for (Path sibling : siblings) {
        String spelled = Names.segment(sibling);
        if (spelled.equals(name)) {
          return Optional.empty();
        }
        if (isSame(file, spelled)) {
          twin = spelled;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return Optional.of(twin);
  }
}
