package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.CheckFiles;
import dev.davit.cli.run.CheckRun;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Compare;
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

/** {@code davit check}: compares. */
@Command(
    name = "check",
    header = {
      "Compares a folder with a destination: what is missing there, what is extra, what differs.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit check [OPTION]... SOURCE DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit check photos local:/mnt/backup/photos",
      "  davit check --size-only photos s3://bucket/photos",
      "  davit check --missing - photos s3://bucket/photos | davit up --files-from - photos …",
      "  davit check --combined report.txt photos s3://bucket/photos"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nComparing:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  Objects are compared by a digest where the destination tells one, else by their length;",
      "  the last line says how many by length only. Files are read for that; nothing is written.",
      "  What filters leave out is neither missing nor extra.",
      "  In --combined: = the same, - missing at the destination, + extra there, * different,",
      "  2 a duplicate, ? not indexed, ! could not be compared."
    },
    usageHelpWidth = 96)
final class CheckCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A folder, or a file that is compared with the object of its name.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "DESTINATION", description = "As for davit up.")
  private String destination = "";

  @Option(names = "--size-only", description = "Compare lengths only; read nothing.")
  private boolean sizeOnly;

  @Option(
      names = "--combined",
      paramLabel = "FILE",
      description = "Write a line for each path with a sign for how it compares; - is the output.")
  private @Nullable String combined;

  @Option(
      names = "--missing",
      paramLabel = "FILE",
      description = "Write the paths that are missing at the destination.")
  private @Nullable String missing;

  @Option(
      names = "--extra",
      paramLabel = "FILE",
      description = "Write the paths of objects that have no file.")
  private @Nullable String extra;

  @Option(names = "--different", paramLabel = "FILE", description = "Write the paths that differ.")
  private @Nullable String different;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = "How many files are compared at once; 16 unless given.")
  private int transfers = 16;

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

  CheckCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Target target = TargetOptions.target(configuration, destination, settings.values());
    StateOptions state = StateOptions.defaults();
    Upload order =
        Upload.builder(List.of(UploadOptions.path(source)), target.destination())
            .settings(target.values())
            .transfers(Math.clamp(transfers, 1, 4096))
            .sourceOptions(filters.options())
            .stateOptions(stateDir == null ? state : state.withDirectory(stateDir))
            .build();
    CheckFiles files = CheckFiles.of(combined, missing, extra, different);
    Compare compare = sizeOnly ? Compare.LENGTH : Compare.DIGEST;
    return Verb.run(json.output(), verb -> new CheckRun(verb, target, order, compare, files).run());
  }
}
