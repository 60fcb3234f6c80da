package dev.davit.registrar.index;

/** Chooses a version of a file. */
public sealed interface VersionSelector {

  /** The newest. */
  VersionSelector HEAD = new Head();

  /** The one before the newest. */
  VersionSelector PREVIOUS = new Previous();

  /**
   * Chooses by number.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  static VersionSelector number(int version) {
    return new Numbered(version);
  }

  /**
   * Parses {@code head}, {@code previous} or a number.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static VersionSelector of(String text) {
    return switch (text) {
      case "head" -> HEAD;
      case "previous" -> PREVIOUS;
      default -> {
        if (!text.matches("[1-9][0-9]{0,8}")) {
          throw new IllegalArgumentException("A version is head, previous or a number: " + text);
        }
        yield number(Integer.parseInt(text));
      }
    };
  }

  /** Returns what {@link #of} parses. */
  String word();

  /** The newest. */
  record Head() implements VersionSelector {
    @Override
    public String word() {
      return "head";
    }
  }

  /** The one before the newest. */
  record Previous() implements VersionSelector {
    @Override
    public String word() {
      return "previous";
    }
  }

  /** One by number. */
  record Numbered(int version) implements VersionSelector {
    /** Checks the number. */
    public Numbered {
      if (version < 1) {
        throw new IllegalArgumentException("Versions start at 1: " + version);
      }
    }

    @Override
    public String word() {
      return Integer.toString(version);
    }
  }
}
