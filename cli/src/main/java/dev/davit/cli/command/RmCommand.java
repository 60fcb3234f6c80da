package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.RmRun;
import dev.davit.cli.run.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code davit rm}: removes. */
@Command(
    name = "rm",
    header = {"Removes objects from a destination.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit rm [OPTION]... OBJECT...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit rm s3://bucket/photos/a.jpg",
      "  davit rm maiagent://3f2b8c1d/notes/a.md maiagent://3f2b8c1d/notes/b.md"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  Only what is named is removed, never what lies below it. A file that is still in its source",
      "  is sent again by davit up --repair, not by davit up alone."
    },
    usageHelpWidth = 96)
final class RmCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(
      arity = "1..*",
      paramLabel = "OBJECT",
      description = "A destination as for davit up, with the whole name of an object behind it.")
  private List<String> objects = new ArrayList<>();

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  RmCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    List<Target> targets =
        objects.stream()
            .map(object -> TargetOptions.target(configuration, object, settings.values()))
            .toList();
    return Verb.run(json.output(), verb -> new RmRun(verb, targets).run());
  }
}
