package dev.davit.core.spi;

/**
 * A setting or credential is missing, wrong or unknown. The message names it, says where it came
 * from or was looked for, and what to try.
 */
public sealed class SettingsException extends RuntimeException permits NoCredentialException {
  private static final long serialVersionUID = 1;

  private final String setting;

  /** Makes one. */
  public SettingsException(String message) {
    this("", message);
  }

  private SettingsException(String setting, String message) {
    super(message);
    this.setting = setting;
  }

  /** Makes one about a setting of a destination, so that whoever knows can say where it is set. */
  public static SettingsException about(String setting, String message) {
    return new SettingsException(setting, message);
  }

  /** Makes one with a cause. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
    setting = "";
  }

  /** Returns the name of the setting it is about; empty if it is about something else. */
  public String setting() {
    return setting;
  }
}
