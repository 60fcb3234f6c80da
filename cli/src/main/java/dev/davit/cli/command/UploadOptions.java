package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.Absent;
import dev.davit.cli.run.JobOutputs;
import dev.davit.cli.run.Orders;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Overwrite;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Upload;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is sent where, and how: shared by {@code up} and {@code plan}. */
final class UploadOptions {

  @Parameters(
      paramLabel = "SOURCE... DESTINATION",
      hideParamSyntax = true,
      description = {
        "SOURCE is a file or folder. The contents of a folder land under the destination, a file"
            + " lands there under its own name.",
        "DESTINATION is scheme://NAME/PREFIX, local:DIR for a folder of this machine, or NAME:PREFIX"
            + " for one that davit.toml names."
      })
  private List<String> places = new ArrayList<>();

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = {
        "How many requests are made at once, 1 to 4096. Unless given, their number grows while that"
            + " helps, and shrinks when the destination asks for it."
      })
  private @Nullable Integer transfers;

  @Option(names = "--refresh", description = "Send everything again, changed or not.")
  private boolean refresh;

  @Option(
      names = "--no-overwrite",
      description = "Leave objects that are at the destination already as they are.")
  private boolean noOverwrite;

  @Option(
      names = "--if-configured",
      description = {
        "Where a source or every credential is missing, warn and go on without, exit code 0: for the"
            + " end of a script that runs on other machines too. What is there and wrong still fails."
      })
  private boolean ifConfigured;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {
        "Where to remember what was sent; $XDG_STATE_HOME/davit or its like unless given."
      })
  private @Nullable Path stateDir;

  @Option(
      names = {"-h", "--help"},
      order = 9,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Mixin private RepairOptions repair = new RepairOptions();

  @ArgGroup(
      validate = false,
      headingKey = "pace",
      heading = "%nHow fast, how patiently:%n",
      order = 1)
  private PaceOptions pace = new PaceOptions();

  @ArgGroup(validate = false, headingKey = "files", heading = "%nWhich files:%n", order = 1)
  private FilterOptions filters = new FilterOptions();

  @ArgGroup(
      validate = false,
      headingKey = "list",
      heading = "%nHow many, in which order:%n",
      order = 2)
  private ListOptions list = new ListOptions();

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 3)
  private SettingOptions settings = new SettingOptions();

  @ArgGroup(validate = false, headingKey = "output", heading = "%nWhat is said:%n", order = 4)
  private OutputOptions output = new OutputOptions();

  /**
   * Returns what was typed, checked.
   *
   * @throws UsageException if it makes no sense
   */
  Orders orders(Configuration configuration, String verb, Upload.Mode mode) {
    if (places.size() < 2) {
      throw new UsageException(
          places.isEmpty()
              ? Say.of("say what to send and where to: davit {0} SOURCE... DESTINATION", verb)
              : Say.of("say where to send {0}, for example local:DIR", places.getFirst()));
    }
    Target target = TargetOptions.target(configuration, places.getLast(), settings.values());
    Absent absent = ifConfigured ? Absent.among(sources(), target) : Absent.never();
    return new Orders(
        upload(absent.without(sources()), target).mode(mode),
        target,
        mode == Upload.Mode.DRY,
        output.output(),
        output.logFile(),
        output.report(),
        list.failedList(),
        absent);
  }

  private Upload.Builder upload(List<Path> sources, Target target) {
    Map<String, String> values = new LinkedHashMap<>(target.values());
    values.putAll(pace.settings());
    StateOptions state = StateOptions.defaults();
    Upload.Builder upload =
        Upload.builder(sources, target.destination())
            .settings(values)
            .sourceOptions(filters.options())
            .stateOptions(stateDir == null ? state : state.withDirectory(stateDir))
            .overwrite(noOverwrite ? Overwrite.ONLY_IF_ABSENT : Overwrite.REPLACE)
            .trust(refresh ? Upload.Trust.NOTHING : Upload.Trust.STATE);
    pace.apply(upload, transfers);
    repair.apply(upload);
    list.apply(upload, sources);
    return upload;
  }

  private List<Path> sources() {
    return places.subList(0, places.size() - 1).stream().map(UploadOptions::path).toList();
  }

  /** Returns where the outputs of a job go. */
  JobOutputs jobOutputs() {
    return output.jobOutputs();
  }

  /** Returns a path that was typed. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(Say.of("\"{0}\" is not a path: {1}", e.getInput(), e.getReason()));
    }
  }
}
