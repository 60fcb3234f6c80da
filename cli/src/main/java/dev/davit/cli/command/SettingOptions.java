package dev.davit.cli.command;

import dev.davit.cli.run.Secrets;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the destination is told. */
final class SettingOptions {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description = "Read credentials from a file. No secret is ever taken from the command line.")
  private @Nullable String credentials;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the service is, if not at its usual place.")
  private @Nullable String endpoint;

  @Option(names = "--region", paramLabel = "NAME", description = "The service's region.")
  private @Nullable String region;

  @Option(
      names = "--path-style",
      description = "Name the bucket in the path instead of in the host's name.")
  private boolean pathStyle;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Which profile of the service's own configuration to use.")
  private @Nullable String profile;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "Any other setting of the destination; may be repeated.")
  private Map<String, String> others = new LinkedHashMap<>();

  /**
   * Returns those that were given.
   *
   * @throws UsageException if one looks like a secret
   */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>(others);
    others.keySet().forEach(SettingOptions::refuseSecret);
    put(values, "credentials", credentials);
    put(values, "endpoint", endpoint);
    put(values, "region", region);
    put(values, "path-style", pathStyle ? "true" : null);
    put(values, "profile", profile);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static void refuseSecret(String name) {
    if (Secrets.isSecret(name)) {
      throw new UsageException(
          Say.of(
              "--setting {0}: a secret on the command line can be read by everyone on this machine;"
                  + " put it in a file and name that with --credentials",
              name));
    }
  }
}
