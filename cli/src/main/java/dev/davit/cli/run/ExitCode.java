package dev.davit.cli.run;

/**
 * What the command's exit status says. The numbers are part of the command's interface: scripts
 * rely on them, and they never change their meaning.
 *
 * <table>
 * <caption>Exit codes</caption>
 * <tr><th>Code</th><th>Meaning</th></tr>
 * <tr><td>0</td><td>Everything found is where it should be. Files that kept changing while they
 * were read are left to the next run and do not count against this.</td></tr>
 * <tr><td>1</td><td>A defect in Davit.</td></tr>
 * <tr><td>2</td><td>The command line is wrong, or a source is missing.</td></tr>
 * <tr><td>3</td><td>Some files could not be sent.</td></tr>
 * <tr><td>4</td><td>A setting or credential is missing or wrong, or state cannot be written.</td></tr>
 * <tr><td>5</td><td>The destination cannot be reached or used.</td></tr>
 * <tr><td>6</td><td>{@code check} found differences.</td></tr>
 * <tr><td>7</td><td>Everything was sent, and some of it could not be registered yet.</td></tr>
 * <tr><td>8</td><td>The run was ended by {@code --max-duration} or {@code --max-transfer}.</td></tr>
 * <tr><td>11</td><td>Another process runs the same job.</td></tr>
 * <tr><td>130</td><td>Interrupted with Ctrl+C.</td></tr>
 * <tr><td>143</td><td>Ended by SIGTERM or SIGHUP.</td></tr>
 * </table>
 */
public enum ExitCode {
  /** Everything found is where it should be. */
  OK(0, "everything found is where it should be"),
  /** A defect in Davit. */
  INTERNAL(1, "a defect in davit; it says where the details are"),
  /** The command line is wrong, or a source is missing. */
  USAGE(2, "the command line is wrong, or a source is missing"),
  /** Some files could not be sent. */
  PARTIAL(3, "some files could not be sent; the others were"),
  /** A setting, a credential or the place of the state. */
  CONFIGURATION(4, "a setting or credential is missing or wrong, or state cannot be written"),
  /** The destination as a whole. */
  DESTINATION(5, "the destination cannot be reached or used"),
  /** Source and destination are not the same. */
  DIFFERENT(6, "source and destination differ"),
  /** What was sent is not registered yet. */
  UNREGISTERED(7, "everything was sent, but some of it could not be registered yet"),
  /** {@code --max-duration} or {@code --max-transfer} was reached. */
  LIMITED(8, "the run took as long or sent as much as it may; run it again to go on"),
  /** Another process runs the same job. */
  LOCKED(11, "another process runs the same job"),
  /** SIGINT. */
  INTERRUPTED(130, "interrupted with Ctrl+C; run it again to go on"),
  /** SIGTERM or SIGHUP. */
  TERMINATED(143, "ended by SIGTERM or SIGHUP; run it again to go on");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the number that the process exits with. */
  public int number() {
    return number;
  }

  /** Returns what it means, for the help. */
  public String meaning() {
    return meaning;
  }
}
