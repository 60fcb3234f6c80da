package dev.davit.core.model;

import java.time.Instant;
import java.util.Map;

/**
 * Something another system must be told: this object exists.
 *
 * @param id the idempotency key: derived from registrar, key, content and what the order adds as
 *     attributes, so that the same fact has the same id after a restart
 * @param registrar the name of the registrar it is for
 * @param path the file's path below its source
 * @param key where the object is
 * @param length of the object in bytes
 * @param identity digest of the content
 * @param storedAt when the destination had it
 * @param attributes what else the registrar wants to pass on; strings by name
 */
public record Registration(
    String id,
    String registrar,
    RelativePath path,
    ObjectKey key,
    long length,
    Digest identity,
    Instant storedAt,
    Map<String, String> attributes) {

  /**
   * The attribute of an object that a run found to be stored already: when it found that, as {@link
   * Instant#toString} writes it.
   */
  public static final String PRESENT = "present";

  /** Copies the map. */
  public Registration {
    attributes = Map.copyOf(attributes);
  }
}
