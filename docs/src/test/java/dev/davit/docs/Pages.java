package dev.davit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documentation of this source tree. */
final class Pages {
  /** Where the source tree begins. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  private Pages() {}

  /** A block of code in a page. */
  record Block(String language, String text) {}

  /** Returns every page, relative to the root. */
  static List<Path> all() {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(root, docs)
          .filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !path.toString().contains("/target/"))
          .map(ROOT::relativize)
          .sorted()
          .forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static String text(Path page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a page's blocks in a language. */
  static List<Block> blocks(Path page, String language) {
    return blocks(page).stream().filter(block -> block.language().equals(language)).toList();
  }

  /** Returns all of a page's blocks. */
  static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text(page));
    while (block.find()) {
      blocks.add(new Block(block.group(1), block.group(2)));
    }
    return blocks;
  }
}
