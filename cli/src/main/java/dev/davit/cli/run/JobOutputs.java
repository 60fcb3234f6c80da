package dev.davit.cli.run;

import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.usecase.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run writes for people and scripts where the batch uploader before Davit did: below
 * {@code upload_outputs/FOLDER_ID/}, as {@code checkpoints/upload_checkpoint.json} and dated files
 * in {@code logs} and {@code reports}.
 */
public final class JobOutputs {
  private static final JobOutputs NOWHERE = new JobOutputs(null, false);

  private final @Nullable Path directory;
  private final boolean asUsual;

  private JobOutputs(@Nullable Path directory, boolean asUsual) {
    this.directory = directory;
    this.asUsual = asUsual;
  }

  /** Returns one that keeps nothing. */
  public static JobOutputs nowhere() {
    return NOWHERE;
  }

  /**
   * Returns one that keeps all below a directory; without one, where the destination's users do.
   */
  public static JobOutputs below(@Nullable Path directory) {
    return new JobOutputs(directory, true);
  }

  /**
   * Returns orders whose outputs go there, unless they name other places themselves.
   *
   * @throws UsageException if a folder cannot be made
   */
  public Orders in(Orders orders) {
    Upload.Builder upload = orders.upload();
    Upload typed = upload.build();
    Optional<Path> root = root(typed.destination().scheme());
    if (root.isEmpty() || orders.dryRun() || orders.absent().everything()) {
      return orders;
    }
    Path below = root.get().toAbsolutePath();
    Path folder = folder(below, source(typed.sources().getFirst()), typed.destination());
    upload.stateOptions(state(typed, below)).sourceOptions(without(typed.sourceOptions(), below));
    return orders.withOutputs(
        orders.logFile().orElseGet(() -> folder.resolve("logs")),
        orders.report().orElseGet(() -> folder.resolve("reports")));
  }

  private Optional<Path> root(String scheme) {
    if (directory != null || !asUsual) {
      return Optional.ofNullable(directory);
    }
    for (StorageProvider<?> provider : ServiceLoader.load(StorageProvider.class)) {
      if (provider.scheme().equals(scheme)) {
        return provider.outputs().map(Path::of);
      }
    }
    return Optional.empty();
  }

  private static StateOptions state(Upload typed, Path below) {
    return typed
        .stateOptions()
        .withCheckpointFiles(job ->
            folder(below, job.source(), typed.destination())
                .resolve("checkpoints")
                .resolve("upload_checkpoint.json"));
  }

  private static SourceOptions without(SourceOptions options, Path below) {
    List<Path> never = new ArrayList<>(options.neverBelow());
    never.add(real(below));
    return options.withNeverBelow(never);
  }

  private static Path folder(Path below, Path source, Destination destination) {
    try {
      Path folder = OutputFolder.of(below, real(source), destination);
      for (String part : List.of("checkpoints", "logs", "reports")) {
        Files.createDirectories(folder.resolve(part));
      }
      return folder;
    } catch (IOException e) {
      throw new UsageException(
          Say.of(
              "the outputs cannot be kept below {0}: {1}; name another folder with --outputs, or say"
                  + " --no-outputs",
              below, String.valueOf(e.getMessage())));
    }
  }

  /** A file is lifted from the folder that holds it. */
  private static Path source(Path typed) {
    Path parent = typed.toAbsolutePath().getParent();
    return Files.isDirectory(typed) || parent == null ? typed : parent;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
