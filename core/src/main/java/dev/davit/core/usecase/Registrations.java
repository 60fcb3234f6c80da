package dev.davit.core.usecase;

import dev.davit.core.internal.Hashes;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes what registrars will be told of a stored object. */
final class Registrations {
  private final List<Registrar> registrars;
  private final String destination;

  Registrations(List<Registrar> registrars, String destination) {
    this.registrars = registrars;
    this.destination = destination;
  }

  List<Registration> of(
      RelativePath path, ObjectKey key, long length, Digest identity, Instant at) {
    return registrars.stream()
        .map(registrar ->
            new Registration(
                id(registrar.name(), key, identity),
                registrar.name(),
                path,
                key,
                length,
                identity,
                at,
                Map.of()))
        .toList();
  }

  private String id(String registrar, ObjectKey key, Digest identity) {
    return Hashes.sha256Hex(String.join("\0", registrar, destination, key.value(), identity.hex()));
  }
}
