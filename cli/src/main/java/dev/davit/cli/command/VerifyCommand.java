package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.Verb;
import dev.davit.cli.run.VerifyRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code davit verify}: tries a destination. */
@Command(
    name = "verify",
    header = {"Tries whether a destination keeps its promises, with a few small objects.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit verify [OPTION]... DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit verify s3://bucket/prefix",
      "  davit verify --json --endpoint http://nas:9000 s3://bucket"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  Everything is written below a new prefix .davit-verify-…, and removed again. Tried are:",
      "  read after write, overwrite, conditional create, empty objects, odd keys, listing,",
      "  sixteen writers at once, and the destination's clock."
    },
    usageHelpWidth = 96)
final class VerifyCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(index = "0", paramLabel = "DESTINATION", description = "As for davit up.")
  private String destination = "";

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  VerifyCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Target target = TargetOptions.target(configuration, destination, settings.values());
    return Verb.run(json.output(), verb -> new VerifyRun(verb, target).run());
  }
}
