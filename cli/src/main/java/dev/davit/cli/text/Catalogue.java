package dev.davit.cli.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The sentences of one language by their English, read from a file in gettext's PO format: comments
 * ({@code #}), {@code msgid}, {@code msgstr}, strings that go on in the next line, and the escapes
 * {@code \n}, {@code \"} and {@code \\}. What is not translated yet is not in it.
 */
final class Catalogue {

  private Catalogue() {}

  /** Reads a language's; empty for English. */
  static Map<String, String> of(Language language) {
    if (language == Language.ENGLISH) {
      return Map.of();
    }
    try (InputStream in = Catalogue.class.getResourceAsStream(language.tag() + ".po")) {
      if (in == null) {
        throw new IllegalStateException("no sentences for " + language);
      }
      return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file. */
  static Map<String, String> read(Reader file) throws IOException {
    Map<String, String> sentences = new HashMap<>();
    StringBuilder english = new StringBuilder();
    StringBuilder other = new StringBuilder();
    StringBuilder current = english;
    BufferedReader lines = new BufferedReader(file);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("msgid ")) {
        keep(sentences, english, other);
        current = english;
      } else if (line.startsWith("msgstr ")) {
        current = other;
      }
      int quote = line.indexOf('"');
      if (quote >= 0 && !line.startsWith("#")) {
        unquote(line, quote + 1, current);
      }
    }
    keep(sentences, english, other);
    return sentences;
  }

  private static void keep(
      Map<String, String> sentences, StringBuilder english, StringBuilder other) {
    if (!english.isEmpty() && !other.isEmpty()) {
      sentences.put(english.toString(), other.toString());
    }
    english.setLength(0);
    other.setLength(0);
  }

  private static void unquote(String line, int from, StringBuilder text) {
    for (int i = from; i < line.length() && line.charAt(i) != '"'; i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        c = line.charAt(++i);
        c = c == 'n' ? '\n' : c;
      }
      text.append(c);
    }
  }
}
