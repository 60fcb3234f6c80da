package dev.davit.registrar.index.naming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kinds of file there are, told by their names. */
public final class FileTypes {
  private static final Map<String, List<String>> FAMILIES = new LinkedHashMap<>();
  private static final Map<String, String> EQUIVALENTS = new LinkedHashMap<>();
  private static final Pattern ROTATED =
      Pattern.compile(
          ".\\.(log|out|err)(?:[.-]\\d[\\d._-]*)?(?:\\.(?:gz|bz2|xz|zst|zip))?$",
          Pattern.CASE_INSENSITIVE);

  static {
    for (String row : Tables.rows(FileTypes.class, "families.txt")) {
      List<String> words = List.of(row.split("\\s+"));
      FAMILIES.put(words.get(0), words.subList(1, words.size()));
    }
    for (String row : Tables.rows(FileTypes.class, "equivalents.txt")) {
      List<String> words = List.of(row.split("\\s+"));
      EQUIVALENTS.put(words.get(0), words.get(1));
    }
  }

  /** Before a type: files of any other. */
  public static final String NOT = "!";

  private FileTypes() {}

  /** Returns a file name's extension in its usual spelling; a rotated log has its log's. */
  public static String extension(String name) {
    Matcher rotated = ROTATED.matcher(name);
    if (rotated.find()) {
      return rotated.group(1).toLowerCase(Locale.ROOT);
    }
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : usual(name.substring(dot + 1));
  }

  /** Returns the families of an extension in its usual spelling. */
  public static List<String> families(String extension) {
    List<String> families = new ArrayList<>();
    FAMILIES.forEach((family, extensions) -> {
      if (extensions.contains(extension)) {
        families.add(family);
      }
    });
    return families;
  }

  /** Returns the extensions, in their usual spelling, that types (families or extensions) allow. */
  public static Set<String> extensions(Collection<String> types) {
    Set<String> extensions = new LinkedHashSet<>();
    for (String type : types) {
      String word = Names.key(type.strip());
      List<String> family = FAMILIES.get(word);
      if (family == null) {
        extensions.add(usual(word.startsWith(".") ? word.substring(1) : word));
      } else {
        extensions.addAll(family);
      }
    }
    return extensions;
  }

  /** Returns every extension of a family, in all spellings. */
  public static Set<String> known() {
    Set<String> known = new LinkedHashSet<>(EQUIVALENTS.keySet());
    FAMILIES.values().forEach(known::addAll);
    return known;
  }

  private static String usual(String extension) {
    String key = Names.key(extension);
    return EQUIVALENTS.getOrDefault(key, key);
  }
}
