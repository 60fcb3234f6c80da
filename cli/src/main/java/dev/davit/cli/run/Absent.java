package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.NoCredentialException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run was told to use and is not there, where {@code --if-configured} lets that pass. What
 * is there and wrong, such as half a key, never passes.
 *
 * @param passes whether it does
 * @param sources those that do not exist
 * @param credentials the file that was named and does not exist
 * @param some whether any source exists
 */
public record Absent(boolean passes, List<Path> sources, Optional<Path> credentials, boolean some) {

  /** Copies what it is given. */
  public Absent {
    sources = List.copyOf(sources);
  }

  /** Returns one that lets nothing pass. */
  public static Absent never() {
    return new Absent(false, List.of(), Optional.empty(), true);
  }

  /** Looks what is not there. */
  public static Absent among(List<Path> sources, Target target) {
    List<Path> missing = sources.stream().filter(source -> !Files.exists(source)).toList();
    Optional<Path> credentials =
        Optional.ofNullable(target.values().get("credentials"))
            .map(Path::of)
            .filter(file -> !Files.exists(file));
    return new Absent(true, missing, credentials, missing.size() < sources.size());
  }

  /** Returns the sources without those that are not there; all if none is. */
  public List<Path> without(List<Path> all) {
    return some ? all.stream().filter(source -> !sources.contains(source)).toList() : all;
  }

  /** Tells whether nothing can be lifted. */
  boolean everything() {
    return passes && (!some || credentials.isPresent());
  }

  /** Returns a sentence for each. */
  List<String> sentences() {
    return Stream.concat(
            sources.stream().map(file -> Say.of("{0} does not exist, and is left out", file)),
            credentials.stream()
                .map(file -> Say.of("there is no credentials file {0}; nothing is sent", file)))
        .toList();
  }

  /** Tells whether a run ended because there is no key at all, which may pass. */
  boolean isKey(Throwable failure) {
    return passes
        && Stream.concat(Stream.of(failure, failure.getCause()), Stream.of(failure.getSuppressed()))
            .anyMatch(NoCredentialException.class::isInstance);
  }
}
