package dev.davit.registrar.delivery;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a command into words as a shell would, and does nothing else that a shell does: quotes
 * hold words together, a backslash takes the next character as it is (on Windows it is a character
 * like any other).
 */
public final class CommandWords {
  private final String text;
  private final boolean escapes;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;

  private CommandWords(String text, boolean escapes) {
    this.text = text;
    this.escapes = escapes;
  }

  /**
   * Splits.
   *
   * @throws IllegalArgumentException if there is no word, a quote is not closed, or a backslash is
   *     the last character
   */
  public static List<String> of(String text) {
    return new CommandWords(text, File.separatorChar == '/').split();
  }

  /** Tells whether a program can be run: a path to one, or a name that PATH knows. */
  public static boolean runs(String program, String path) {
    if (Path.of(program).getNameCount() > 1 || program.contains(File.separator)) {
      return Files.isExecutable(Path.of(program)) && !Files.isDirectory(Path.of(program));
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String name : List.of(program, program + ".exe")) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> split() {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && escapes && quote != '\'' && escaped(quote, i)) {
        if (++i == text.length()) {
          throw new IllegalArgumentException("nothing follows the backslash at its end");
        }
        begun().append(text.charAt(i));
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          begun().append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        StringBuilder unused = begun();
      } else if (Character.isWhitespace(c)) {
        end();
      } else {
        begun().append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quote " + quote + " is not closed");
    }
    end();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("it names no program");
    }
    return List.copyOf(words);
  }

  /** Between double quotes a backslash means something only before a quote or a backslash. */
  private boolean escaped(char quote, int at) {
    return quote == 0 || (at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0);
  }

  private StringBuilder begun() {
    StringBuilder begun = word == null ? new StringBuilder() : word;
    word = begun;
    return begun;
  }

  private void end() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }
}
