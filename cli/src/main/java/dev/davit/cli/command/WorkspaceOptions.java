package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.Grants;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.UploadGrant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder is watched, and under which keys its files are stored. */
final class WorkspaceOptions {
  private static final String CREDENTIALS = "credentials";
  private static final String FILE = "upload_credentials.json";
  private static final Path CONTEXT = Path.of("config", FILE);
  private static final List<Path> USUAL = List.of(CONTEXT, Path.of(".credentials", FILE));

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = {
        "The folder to watch, if it is not named as an argument: $SUPER_MAGIC_WORKSPACE_DIR or"
            + " .workspace unless given."
      })
  private @Nullable String dir;

  @Option(
      names = "--sandbox",
      paramLabel = "ID",
      description = {
        "A level of the keys between the destination's folder and the path in DIR; none if empty."
            + " $SUPER_MAGIC_SANDBOX_ID unless given; where the destination comes from the"
            + " credentials file, else its sandbox_id, else \"default\"."
      })
  private @Nullable String sandbox;

  @Option(
      names = "--key-template",
      paramLabel = "TEMPLATE",
      description = {
        "How keys are made, if not as {dir}/{sandbox}/{path}: any text with {dir} and {sandbox} in"
            + " it, ending in {path}. Empty levels are left out."
      })
  private @Nullable String template;

  @Option(
      names = "--use-context",
      description = {
        "Use the credentials that the agent running here exported to config/upload_credentials.json,"
            + " unless --credentials is given."
      })
  private boolean useContext;

  private @Nullable Path missingContext;
  private RegistrarOptions.Scope scope =
      new RegistrarOptions.Scope(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the folder to watch. */
  Path folder(Configuration configuration, Optional<String> argument) {
    if (argument.isPresent() && dir != null) {
      throw new UsageException(
          Say.of("{0} and --dir {1} both name the folder: give one", argument.get(), dir));
    }
    return UploadOptions.path(
        argument
            .or(() -> Optional.ofNullable(dir))
            .or(() -> configuration.foreign("SUPER_MAGIC_WORKSPACE_DIR").map(Sourced::value))
            .orElse(".workspace"));
  }

  /**
   * Returns where it is lifted to.
   *
   * @param argument the destination, if one was typed
   * @param settings as typed
   */
  Target target(
      Configuration configuration, Optional<String> argument, Map<String, String> settings) {
    Optional<Path> file = credentials(configuration, settings, argument.isEmpty());
    Map<String, String> flags = new LinkedHashMap<>(settings);
    file.ifPresent(found -> flags.put(CREDENTIALS, found.toString()));
    Optional<String> asked =
        Optional.ofNullable(sandbox)
            .or(() -> configuration.foreign("SUPER_MAGIC_SANDBOX_ID").map(Sourced::value));
    Optional<UploadGrant> known = file.flatMap(Grants::readIfOne);
    scope =
        new RegistrarOptions.Scope(
            asked.or(() -> argument.isPresent() ? Optional.empty() : known.flatMap(UploadGrant::sandbox).or(() -> Optional.of("default"))).filter(id -> !id.isEmpty()),
            known.flatMap(UploadGrant::organization),
            known.flatMap(UploadGrant::host));
    if (argument.isPresent()) {
      Target target = TargetOptions.target(configuration, argument.get(), flags);
      return under(target, asked.orElse(""));
    }
    Path from = file.orElseThrow(() -> new UsageException(nowhere()));
    UploadGrant grant = Grants.read(from);
    String text = grant.destination().toString();
    Target bare = TargetOptions.target(configuration, text, flags);
    Map<String, Sourced> merged = new LinkedHashMap<>();
    grant
        .settings()
        .forEach((name, value) -> merged.put(name, new Sourced(value, from.toString())));
    merged.putAll(bare.settings());
    Target target = new Target(text, grant.destination(), merged);
    return under(target, asked.or(grant::sandbox).orElse("default"));
  }

  /** Returns what uploads are registered for, once the target was asked for. */
  RegistrarOptions.Scope scope() {
    return scope;
  }

  private static String nowhere() {
    return Say.of(
        "say where to send it: davit watch DIR DESTINATION, or --credentials FILE with an"
            + " upload_credentials.json, which is not in config/ either");
  }

  /** Returns the file that is missing though it was to be used. */
  Optional<Path> missingContext() {
    return Optional.ofNullable(missingContext);
  }

  private Optional<Path> credentials(
      Configuration configuration, Map<String, String> settings, boolean needed) {
    Optional<Path> named =
        Optional.ofNullable(settings.get(CREDENTIALS))
            .or(() -> configuration.foreign("SUPER_MAGIC_CREDENTIALS_FILE").map(Sourced::value))
            .map(UploadOptions::path);
    if (named.isPresent()) {
      return named;
    }
    if (useContext && Files.exists(CONTEXT)) {
      return Optional.of(CONTEXT);
    }
    missingContext = useContext ? CONTEXT : null;
    return needed || useContext
        ? USUAL.stream().filter(Files::exists).findFirst()
        : Optional.empty();
  }

  private Target under(Target target, String sandbox) {
    Destination destination = target.destination();
    String form = template == null ? "{dir}/{sandbox}/{path}" : template;
    try {
      String prefix = KeyTemplate.prefix(form, destination.prefix(), sandbox);
      Destination full = new Destination(destination.scheme(), destination.container(), prefix);
      return new Target(target.typed(), full, target.settings());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("no key can be made with {0}: {1}", form, String.valueOf(e.getMessage())));
    }
  }
}
