package dev.davit.core.spi;

import dev.davit.core.model.Destination;
import java.util.Map;
import java.util.Optional;

/**
 * Where temporary keys are for, as the file says that they lie in.
 *
 * @param destination the bucket, and the folder in it that the keys may write to
 * @param settings what a provider is told beside the destination, such as {@code endpoint}
 * @param host under which address objects are told to others, if the file says so
 * @param sandbox the sandbox the file was made for, if it says so
 * @param organization the organization the file was made for, if it says so
 */
public record UploadGrant(
    Destination destination,
    Map<String, String> settings,
    Optional<String> host,
    Optional<String> sandbox,
    Optional<String> organization) {

  /** Copies the map. */
  public UploadGrant {
    settings = Map.copyOf(settings);
  }
}
