package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.ExplainRun;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit explain}: says everything about one file. */
@Command(
    name = "explain",
    header = {"Says what davit up would do with one file, and everything that decides it.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit explain [OPTION]... PATH SOURCE DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit explain photos/2026/boat.jpg photos s3://bucket/photos",
      "  davit explain --exclude '*.tmp' build/a.tmp . local:../copy"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  It shows the rule that takes the file or leaves it out, what is remembered of it, the",
      "  digest of its content, and what a run would do. Nothing is written."
    },
    usageHelpWidth = 96)
final class ExplainCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "A file or folder in SOURCE, from here or from SOURCE.")
  private String path = "";

  @Parameters(index = "1", paramLabel = "SOURCE", description = "As for davit up; one folder.")
  private String source = "";

  @Parameters(index = "2", paramLabel = "DESTINATION", description = "As for davit up.")
  private String destination = "";

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where davit keeps its state.")
  private @Nullable Path stateDir;

  @ArgGroup(validate = false, headingKey = "files", heading = "%nWhich files:%n", order = 1)
  private FilterOptions filters = new FilterOptions();

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  ExplainCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Target target = TargetOptions.target(configuration, destination, settings.values());
    StateOptions state = StateOptions.defaults();
    Path folder = UploadOptions.path(source);
    Upload order =
        Upload.builder(List.of(folder), target.destination())
            .settings(target.values())
            .sourceOptions(filters.options())
            .stateOptions(stateDir == null ? state : state.withDirectory(stateDir))
            .build();
    Path file = UploadOptions.path(path);
    return Verb.run(json.output(), verb -> new ExplainRun(verb, target, order).run(folder, file));
  }
}
