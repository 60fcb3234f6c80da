package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.LsRun;
import dev.davit.cli.run.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit ls}: lists. */
@Command(
    name = "ls",
    header = {"Lists what is stored at a destination.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit ls [OPTION]... DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit ls s3://bucket/photos           names, folders first seen with a / at the end",
      "  davit ls -l -r s3://bucket/photos     everything below, with length and time",
      "  davit ls --json -r local:/srv/data    one JSON object per line"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    usageHelpWidth = 96)
final class LsCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(index = "0", paramLabel = "DESTINATION", description = "As for davit up.")
  private String destination = "";

  @Option(
      names = {"-l", "--long"},
      description = "Also show length and time of the last change.")
  private boolean detailed;

  @Option(
      names = {"-r", "--recursive"},
      description = "Show everything below, not only the first level.")
  private boolean recursive;

  @Option(
      names = {"-H", "--human"},
      description = "With --long, write lengths as 1.5 MiB.")
  private boolean human;

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  LsCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Target target = TargetOptions.target(configuration, destination, settings.values());
    LsRun.Form form = !detailed ? LsRun.Form.SHORT : human ? LsRun.Form.HUMAN : LsRun.Form.LONG;
    LsRun.Depth depth = recursive ? LsRun.Depth.ALL : LsRun.Depth.ONE_LEVEL;
    return Verb.run(json.output(), verb -> new LsRun(verb, target, form, depth).run());
  }
}
