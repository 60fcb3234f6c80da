package dev.davit.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A language that the command speaks. */
public enum Language {
  /** What the sentences in the code are. */
  ENGLISH("en"),
  /** As written on the mainland and in Singapore. */
  SIMPLIFIED_CHINESE("zh-CN"),
  /** As written in Taiwan, Hong Kong and Macau. */
  TRADITIONAL_CHINESE("zh-TW");

  /** The option that chooses one. */
  public static final String OPTION = "--lang";

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Returns its BCP 47 tag, such as {@code zh-CN}. */
  public String tag() {
    return tag;
  }

  /**
   * Returns the one that a person wants: what follows {@code --lang}, else {@code DAVIT_LANG}, else
   * the first of {@code LC_ALL}, {@code LC_MESSAGES} and {@code LANG} that is set, else English. A
   * language of the environment that is not spoken here counts as English; so does a wrong {@code
   * --lang}, which is refused later.
   */
  public static Language of(List<String> arguments, Map<String, String> environment) {
    return typed(arguments)
        .or(() ->
            List.of("DAVIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst())
        .flatMap(Language::parse)
        .orElse(ENGLISH);
  }

  /** Reads a name such as {@code zh-CN}, {@code zh_TW.UTF-8}, {@code zh-Hant-HK} or {@code en}. */
  public static Optional<Language> parse(String name) {
    Locale locale = Locale.forLanguageTag(name.replaceFirst("[.@].*", "").replace('_', '-'));
    return switch (locale.getLanguage()) {
      case "en" -> Optional.of(ENGLISH);
      case "zh" -> Optional.of(traditional(locale) ? TRADITIONAL_CHINESE : SIMPLIFIED_CHINESE);
      default -> Optional.empty();
    };
  }

  private static boolean traditional(Locale locale) {
    return locale.getScript().isEmpty()
        ? List.of("TW", "HK", "MO").contains(locale.getCountry())
        : locale.getScript().equals("Hant");
  }

  /** The language must be known before the command line is understood: mistakes are told in it. */
  private static Optional<String> typed(List<String> arguments) {
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(OPTION + "=")) {
        return Optional.of(argument.substring(OPTION.length() + 1));
      }
      if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
