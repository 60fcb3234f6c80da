package dev.davit.core.spi;

/**
 * A setting or credential is missing, wrong or unknown. The message names it, says where it came
 * from or was looked for, and what to try.
 */
public sealed class SettingsException extends RuntimeException permits NoCredentialException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public SettingsException(String message) {
    super(message);
  }

  /** Makes one with a cause. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
