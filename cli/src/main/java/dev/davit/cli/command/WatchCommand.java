package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.Absent;
import dev.davit.cli.run.Orders;
import dev.davit.cli.run.UploadRun;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.WatchOptions;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit watch}: watches a folder and lifts what changes. */
@Command(
    name = "watch",
    header = {
      "Watches a folder and sends what changes, until it is stopped: nothing twice, nothing half.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit watch [OPTION]... [DIR] [DESTINATION]",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit watch photos local:/mnt/backup/photos",
      "  davit watch --delete --max-delete 100 site s3://bucket/site",
      "  davit watch --credentials config/upload_credentials.json --sandbox my_sandbox_id",
      "  davit watch --once --refresh"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nWatching:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  Files are sent when their writer is done with them, which Linux tells; elsewhere when",
      "  they look the same for 2 seconds. A file that is held open is sent with the next look",
      "  through all of the folder.",
      "  A destination that cannot be reached, keys that have expired and a folder that is gone",
      "  are waited for. Nothing is deleted at the destination without --delete.",
      "  A credentials file that somebody rewrites is read again.",
      "  To run it as a service see docs/how-to/watch.md."
    },
    usageHelpWidth = 96)
final class WatchCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(
      arity = "0..2",
      paramLabel = "[DIR] [DESTINATION]",
      hideParamSyntax = true,
      description = {
        "DIR is the folder to watch; see --dir.",
        "DESTINATION is scheme://NAME/PREFIX, local:DIR, or NAME:PREFIX for one that davit.toml"
            + " names. Without one, the credentials file says where to send to."
      })
  private List<String> places = new ArrayList<>();

  @Mixin private WorkspaceOptions workspace = new WorkspaceOptions();

  @Option(
      names = "--once",
      description = "Send what is there and changed, and end, as davit up does.")
  private boolean once;

  @Option(
      names = "--refresh",
      description = "Send everything that is there again, changed or not; then what changes.")
  private boolean refresh;

  @Option(names = "--delete", description = "Remove the objects of files that vanish.")
  private boolean delete;

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = {
        "Remove at most N objects from one look through the folder to the next, 1000 unless given;"
            + " if more files vanish, the rest of their objects is left, and that is said."
      })
  private @Nullable Long maxDelete;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = {
        "Send a file once it looked the same for so long, such as 500ms, or in seconds."
      })
  private @Nullable Duration settle;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      arity = "0..1",
      fallbackValue = "10s",
      converter = PaceOptions.Seconds.class,
      description = {
        "Look through the folder again and again, every 10s unless given, as network shares need"
            + " it: nobody tells what other machines change there."
      })
  private @Nullable Duration poll;

  @Option(
      names = "--reconcile",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = {
        "How often to look through all of the folder, whatever was told of changes; 1h unless"
            + " given."
      })
  private @Nullable Duration reconcile;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = {
        "How many requests are made at once, 1 to 4096. Unless given, their number grows while that"
            + " helps, and shrinks when the destination asks for it."
      })
  private @Nullable Integer transfers;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {
        "Where to remember what was sent; $XDG_STATE_HOME/davit or its like unless given."
      })
  private @Nullable Path stateDir;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private HelpOption help = new HelpOption();

  @ArgGroup(
      validate = false,
      headingKey = "pace",
      heading = "%nHow fast, how patiently:%n",
      order = 1)
  private PaceOptions pace = new PaceOptions();

  @ArgGroup(validate = false, headingKey = "files", heading = "%nWhich files:%n", order = 2)
  private FilterOptions filters = new FilterOptions();

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 3)
  private SettingOptions settings = new SettingOptions();

  @ArgGroup(validate = false, headingKey = "output", heading = "%nWhat is said:%n", order = 4)
  private WatchOutputOptions output = new WatchOutputOptions();

  @ArgGroup(
      validate = false,
      headingKey = "registration",
      heading = "%nWho is told of uploads:%n",
      order = 5)
  private RegistrarOptions registration = new RegistrarOptions();

  @Mixin private RegistrationPaceOptions registrationPace = new RegistrationPaceOptions();

  @Mixin private MetricsOption metrics = new MetricsOption();

  WatchCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Orders orders = orders();
    UploadRun run = once ? new UploadRun(orders) : UploadRun.watching(orders, this::watch);
    return run.showing(metrics.address()).run().number();
  }

  /** Returns what was typed, checked. */
  Orders orders() {
    Optional<String> destination = destination();
    Optional<String> folder =
        places.stream().filter(place -> destination.filter(place::equals).isEmpty()).findFirst();
    Path dir = workspace.folder(configuration, folder);
    Target target = workspace.target(configuration, destination, settings.values());
    Map<String, String> values = new LinkedHashMap<>(target.values());
    values.putAll(pace.settings());
    StateOptions state = StateOptions.defaults();
    Upload.Builder upload =
        Upload.builder(List.of(dir), target.destination())
            .settings(values)
            .sourceOptions(filters.options())
            .stateOptions(stateDir == null ? state : state.withDirectory(stateDir))
            .trust(refresh ? Upload.Trust.NOTHING : Upload.Trust.STATE);
    pace.apply(upload, transfers);
    registrationPace.apply(upload);
    registration.apply(configuration, upload, workspace::scope);
    if (maxDelete != null && maxDelete < 0) {
      throw new UsageException(Say.of("--max-delete must be 0 or more, not {0}", maxDelete));
    }
    return new Orders(
        upload,
        target,
        false,
        output.output(),
        output.logFile(),
        Optional.empty(),
        Optional.empty(),
        Absent.never());
  }

  /** The last word is the destination if it looks like one, or two were given. */
  private Optional<String> destination() {
    if (places.isEmpty()) {
      return Optional.empty();
    }
    String last = places.getLast();
    return places.size() == 2 || last.indexOf(':') > 1 ? Optional.of(last) : Optional.empty();
  }

  private Watch watch(Upload upload) {
    Watch.Builder watch = Watch.builder(upload);
    if (poll != null) {
      watch.options(WatchOptions.polling(poll));
    }
    if (settle != null) {
      watch.settle(settle);
    }
    if (reconcile != null) {
      watch.reconcile(reconcile);
    }
    if (delete) {
      watch.delete();
    }
    if (maxDelete != null) {
      watch.maxDelete(maxDelete);
    }
    return watch.build();
  }
}
