package dev.davit.core.spi;

/**
 * There is no credential anywhere a source looks. Half of one, or one that cannot be read, is a
 * plain {@link SettingsException}: only this one leaves room for a look elsewhere.
 */
public final class NoCredentialException extends SettingsException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public NoCredentialException(String message) {
    super(message);
  }
}
