package dev.davit.registrar.index;

/** A page cannot be continued. */
public final class CursorException extends IllegalArgumentException {
  private final Problem problem;

  /** Says why. */
  public CursorException(Problem problem) {
    super(problem.code());
    this.problem = problem;
  }

  /** Returns what is wrong with the cursor. */
  public Problem problem() {
    return problem;
  }

  /** What can be wrong with a cursor. */
  public enum Problem {
    /** It is not one of ours. */
    INVALID("invalid_cursor"),
    /** It belongs to another session or other arguments. */
    MISMATCH("cursor_mismatch");

    private final String code;

    Problem(String code) {
      this.code = code;
    }

    /** Returns the word for results. */
    public String code() {
      return code;
    }
  }
}
