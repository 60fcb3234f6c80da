package dev.davit.registrar.index;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When and by whom words were said.
 *
 * @param turn number of the user message
 * @param locale of the user, if another than the session's
 */
public record ResolveContext(OptionalInt turn, Optional<Locale> locale) {

  /** Nothing is known. */
  public static ResolveContext unknown() {
    return new ResolveContext(OptionalInt.empty(), Optional.empty());
  }

  /** Only the turn is known. */
  public static ResolveContext atTurn(int turn) {
    return new ResolveContext(OptionalInt.of(turn), Optional.empty());
  }

  /** Says how the user speaks. */
  public ResolveContext in(Locale other) {
    return new ResolveContext(turn, Optional.of(other));
  }
}
