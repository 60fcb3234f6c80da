package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Variables by name: of the process, or of a file. */
final class Variables implements Place {
  private final String name;
  private final Supplier<Map<String, String>> values;
  private final boolean renewable;

  private Variables(String name, Supplier<Map<String, String>> values, boolean renewable) {
    this.name = name;
    this.values = values;
    this.renewable = renewable;
  }

  /** Returns those of a process, which nobody changes any more. */
  static Variables fixed(String name, Map<String, String> values) {
    return new Variables(name, () -> values, false);
  }

  /** Returns those that are read each time. */
  static Variables changing(String name, Supplier<Map<String, String>> values) {
    return new Variables(name, values, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Found> look(CredentialScope scope) {
    Map<String, String> now = values.get();
    return KeyNames.of(scope.scheme()).stream()
        .flatMap(names -> found(now, names).stream())
        .findFirst();
  }

  private Optional<Found> found(Map<String, String> now, KeyNames names) {
    String id = now.getOrDefault(names.id(), "").strip();
    String secret = now.getOrDefault(names.secret(), "").strip();
    if (id.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (secret.isEmpty() || (id.isEmpty() && !names.id().isEmpty())) {
      boolean noId = id.isEmpty();
      throw new SettingsException(
          (noId ? names.id() : names.secret())
              + " is missing: "
              + name
              + " has "
              + (noId ? names.secret() : names.id())
              + " without it; set both or neither");
    }
    Optional<Secret> token =
        Optional.ofNullable(now.get(names.token())).filter(t -> !t.isBlank()).map(Secret::of);
    String origin = (id.isEmpty() ? names.secret() : names.id()) + " in " + name;
    return Optional.of(new Found(origin, id, Secret.of(secret), token, Optional.empty()));
  }

  @Override
  public Duration goodFor() {
    return Duration.ofSeconds(renewable ? 2 : 3600);
  }

  @Override
  public boolean renewable() {
    return renewable;
  }
}
