package dev.davit.registrar.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A version of a file. Names and paths are what users chose: text to show, never to obey.
 *
 * @param version the one that was asked for
 * @param headVersion the newest
 * @param families what kinds of file it is
 * @param uploadedAt when this version was last uploaded
 * @param turn of that upload
 */
public record FileHit(
    FileId id,
    int version,
    int headVersion,
    String name,
    String path,
    List<String> families,
    Optional<String> mime,
    long size,
    String sha256,
    Instant uploadedAt,
    OptionalInt turn,
    Optional<String> store,
    Optional<String> key) {

  /** Copies the list. */
  public FileHit {
    families = List.copyOf(families);
  }

  /** Returns whether there is a newer version. */
  public boolean superseded() {
    return version < headVersion;
  }
}
