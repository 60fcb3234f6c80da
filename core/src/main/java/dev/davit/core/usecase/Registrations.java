package dev.davit.core.usecase;

import dev.davit.core.internal.Hashes;
import dev.davit.core.model.Digest;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes what registrars will be told of a stored object. */
final class Registrations {
  private final List<Registrar> registrars;
  private final Map<String, String> attributes;
  private final Upload.Telling telling;
  private final String destination;

  Registrations(Upload upload, String destination) {
    registrars = upload.registrars();
    attributes = upload.registrationAttributes();
    telling = upload.telling();
    this.destination = destination;
  }

  /** Returns what is told of an object that was stored just now. */
  List<Registration> stored(RelativePath path, Entry.Stored stored) {
    return of(path, stored, attributes);
  }

  /** Returns what is told of an object that was found to be stored already; mostly nothing. */
  List<Registration> present(RelativePath path, Entry.Stored stored, Instant found) {
    if (telling == Upload.Telling.STORED || registrars.isEmpty()) {
      return List.of();
    }
    Map<String, String> more = new HashMap<>(attributes);
    more.put(Registration.PRESENT, found.toString());
    return of(path, stored, more);
  }

  private List<Registration> of(
      RelativePath path, Entry.Stored stored, Map<String, String> attributes) {
    return registrars.stream()
        .map(registrar ->
            new Registration(
                id(registrar.name(), stored.key(), stored.identity()),
                registrar.name(),
                path,
                stored.key(),
                stored.fingerprint().length(),
                stored.identity(),
                stored.at(),
                attributes))
        .toList();
  }

  private String id(String registrar, ObjectKey key, Digest identity) {
    StringBuilder fact = new StringBuilder();
    fact.append(String.join("\0", registrar, destination, key.value(), identity.hex()));
    new TreeMap<>(attributes)
        .forEach((name, value) -> fact.append('\0').append(name).append('\0').append(value));
    return Hashes.sha256Hex(fact.toString());
  }
}
