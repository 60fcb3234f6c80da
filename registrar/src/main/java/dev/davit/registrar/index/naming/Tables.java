package dev.davit.registrar.index.naming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads tables of words: a row a line, {@code #} begins a remark. */
public final class Tables {
  private Tables() {}

  /**
   * Returns the rows of a table beside a class.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public static List<String> rows(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no table " + name + ".");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
