package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.run.UploadRun;
import dev.davit.core.usecase.Upload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code davit plan}: says what {@code davit up} would do. */
@Command(
    name = "plan",
    header = {
      "Says what davit up would send and why, in how many requests, and how long that would take.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit plan [OPTION]... SOURCE... DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit plan photos local:/mnt/backup/photos",
      "  davit plan --json --exclude '*.tmp' . s3://bucket/prefix",
      "  davit plan --verbose reports local:/srv/data   also why files are skipped"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nSending:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  It takes the options of davit up, decides as that does, and writes nothing, neither here",
      "  nor there. Files that look changed are read.",
      "  The time is that of the last run of the same job which sent anything, scaled."
    },
    usageHelpWidth = 96)
final class PlanCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Mixin private UploadOptions options = new UploadOptions();

  PlanCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    return new UploadRun(options.orders(configuration, "plan", Upload.Mode.DRY)).run().number();
  }
}
