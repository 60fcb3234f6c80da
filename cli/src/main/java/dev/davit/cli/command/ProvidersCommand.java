package dev.davit.cli.command;

import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StorageProvider;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code davit providers}: shows what kinds of destinations there are. */
@Command(
    name = "providers",
    header = {"Shows which kinds of destinations there are.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit providers [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {"  davit providers", "  davit providers --json"},
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {"  Further ones come from jars in $DAVIT_PROVIDERS_DIR/NAME/."},
    usageHelpWidth = 96)
final class ProvidersCommand implements Callable<Integer> {

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    return Verb.run(json.output(), ProvidersCommand::run);
  }

  private static ExitCode run(Verb verb) {
    for (StorageProvider<?> provider : verb.davit().providers().all()) {
      verb.text(
          String.format(Locale.ROOT, "%-11s  %s", provider.scheme() + ":", provider.description()));
      verb.json(
          "provider",
          json -> {
            json.writeStringField("scheme", provider.scheme());
            json.writeStringField("description", provider.description());
            json.writeStringField("class", provider.getClass().getName());
          });
    }
    return ExitCode.OK;
  }
}
