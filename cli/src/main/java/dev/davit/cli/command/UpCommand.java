package dev.davit.cli.command;

import dev.davit.cli.command.index.UploadSession;
import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.Grants;
import dev.davit.cli.run.Orders;
import dev.davit.cli.run.UploadRun;
import dev.davit.core.spi.UploadGrant;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit up}: lifts files and folders. */
@Command(
    name = "up",
    header = {
      "Sends files and folders to a destination, verifies each, and remembers them: run it again and only what changed is sent.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit up [OPTION]... SOURCE... DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit up photos local:/mnt/backup/photos",
      "  davit up --exclude '*.tmp' --exclude '/build/' . local:../copy",
      "  davit up --dry-run reports local:/mnt/backup/reports",
      "  davit up --report today.json --log-file today.log data local:/srv/data"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nSending:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  A run can be stopped at any moment, even with kill -9: the next one goes on. The first",
      "  Ctrl+C finishes what is in flight, a second one leaves at once.",
      "  In the progress line every file that is done with counts, skipped ones too; Success",
      "  counts files sent. While files are still being found, totals end in +.",
      "  Files that change while they are read are left to the next run, which is no failure.",
      "  Further kinds of destinations come from jars in $DAVIT_PROVIDERS_DIR/NAME/."
    },
    usageHelpWidth = 96)
final class UpCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Mixin private UploadOptions options = new UploadOptions();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @ArgGroup(validate = false, headingKey = "session", heading = "%nThe session index:%n", order = 5)
  private UploadSession session = new UploadSession();

  @ArgGroup(
      validate = false,
      headingKey = "registration",
      heading = "%nWho is told of uploads:%n",
      order = 6)
  private RegistrarOptions registration = new RegistrarOptions();

  @Option(
      names = "--sandbox",
      paramLabel = "ID",
      description = {
        "The sandbox that a task-file API is told of; $SUPER_MAGIC_SANDBOX_ID unless given."
      })
  private @Nullable String sandbox;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only say what would be sent and why, as davit plan does; write nothing.")
  private boolean dryRun;

  UpCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() throws Exception {
    Orders orders = options.jobOutputs().in(orders());
    return session.during(
        orders.upload(), orders.target().destination(), () -> new UploadRun(orders).showing(metrics.address()).run().number());
  }

  private RegistrarOptions.Scope scope(Target target) {
    Optional<String> named =
        Optional.ofNullable(sandbox)
            .or(() -> configuration.foreign("SUPER_MAGIC_SANDBOX_ID").map(Sourced::value));
    Optional<UploadGrant> grant = credentials(target).flatMap(Grants::readIfOne);
    return new RegistrarOptions.Scope(
        named.or(() -> grant.flatMap(UploadGrant::sandbox)),
        grant.flatMap(UploadGrant::organization),
        grant.flatMap(UploadGrant::host));
  }

  private static Optional<Path> credentials(Target target) {
    return Optional.ofNullable(target.values().get("credentials")).map(UploadOptions::path);
  }

  /** Returns what was typed, checked. */
  Orders orders() {
    Orders orders =
        options.orders(configuration, "up", dryRun ? Upload.Mode.DRY : Upload.Mode.REAL);
    registration.apply(configuration, orders.upload(), () -> scope(orders.target()));
    return orders;
  }
}
