package dev.davit.cli.run;

import java.util.Locale;
import java.util.regex.Pattern;

/** Knows under which names providers ask for secrets. */
public final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(".*(secret|passw|passphrase|token|api-?key|access-?key|private-?key).*");

  private Secrets() {}

  /** Tells whether a setting's value is a secret, by its name. */
  public static boolean isSecret(String name) {
    return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
