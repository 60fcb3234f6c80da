package dev.davit.cli.command;

import dev.davit.cli.run.Orders;
import dev.davit.cli.run.UploadRun;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Bandwidth;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Overwrite;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Upload;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(
      paramLabel = "SOURCE... DESTINATION",
      hideParamSyntax = true,
      description = {
        "SOURCE is a file or folder. The contents of a folder land under the destination, a file"
            + " lands there under its own name.",
        "DESTINATION is scheme://NAME/PREFIX, or local:DIR for a folder of this machine."
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

  @Option(
      names = "--bwlimit",
      paramLabel = "RATE",
      description = {
        "How much is sent in a second: bytes with a unit in powers of 1024 (b, k, M, G), or a"
            + " timetable such as \"08:00,512k 12:00,10M 23:00,off\" or \"Sat-00:00,off"
            + " Mon-08:00,1M\"."
      })
  private @Nullable String bandwidth;

  @Option(
      names = "--tps",
      paramLabel = "N",
      description = "How many requests are begun in a second, 1 to 1000000; any number unless given.")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only say what would be sent and why; write nothing.")
  private boolean dryRun;

  @Option(names = "--refresh", description = "Send everything again, changed or not.")
  private boolean refresh;

  @Option(
      names = "--no-overwrite",
      description = "Leave objects that are at the destination already as they are.")
  private boolean noOverwrite;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {
        "Where to remember what was sent; $XDG_STATE_HOME/davit or its like unless given."
      })
  private @Nullable Path stateDir;

  @ArgGroup(validate = false, headingKey = "files", heading = "%nWhich files:%n", order = 1)
  private FilterOptions filters = new FilterOptions();

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @ArgGroup(validate = false, headingKey = "output", heading = "%nWhat is said:%n", order = 3)
  private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-h", "--help"},
      order = 9,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Override
  public Integer call() {
    return new UploadRun(orders()).run().number();
  }

  /** Returns what was typed, checked. */
  Orders orders() {
    if (places.size() < 2) {
      throw new UsageException(
          places.isEmpty()
              ? Say.of("say what to send and where to: davit up SOURCE... DESTINATION")
              : Say.of("say where to send {0}, for example local:DIR", places.getFirst()));
    }
    String destination = places.getLast();
    return new Orders(
        upload(sources(), destination(destination)),
        destination,
        dryRun,
        output.output(),
        output.logFile(),
        output.report());
  }

  private Upload.Builder upload(List<Path> sources, Destination destination) {
    StateOptions state = StateOptions.defaults();
    return paced(Upload.builder(sources, destination))
        .settings(settings.values())
        .sourceOptions(filters.options())
        .stateOptions(stateDir == null ? state : state.withDirectory(stateDir))
        .overwrite(noOverwrite ? Overwrite.ONLY_IF_ABSENT : Overwrite.REPLACE)
        .trust(refresh ? Upload.Trust.NOTHING : Upload.Trust.STATE)
        .mode(dryRun ? Upload.Mode.DRY : Upload.Mode.REAL);
  }

  private Upload.Builder paced(Upload.Builder upload) {
    if (transfers != null) {
      upload.transfers(within("--transfers", transfers, 4096));
    }
    if (requestsPerSecond != null) {
      upload.requestsPerSecond(within("--tps", requestsPerSecond, 1_000_000));
    }
    if (bandwidth != null) {
      try {
        upload.bandwidth(Bandwidth.parse(bandwidth));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--bwlimit: " + e.getMessage());
      }
    }
    return upload;
  }

  private static int within(String option, int number, int most) {
    if (number < 1 || number > most) {
      throw new UsageException(
          Say.of("{0} must be 1 to {1}, not {2}", option, String.valueOf(most), number));
    }
    return number;
  }

  private List<Path> sources() {
    try {
      return places.subList(0, places.size() - 1).stream().map(Path::of).toList();
    } catch (InvalidPathException e) {
      throw new UsageException(Say.of("\"{0}\" is not a path: {1}", e.getInput(), e.getReason()));
    }
  }

  private static Destination destination(String text) {
    try {
      return Destination.parse(text);
    } catch (IllegalArgumentException e) {
      String hint = text.contains(":") ? "" : Say.of("; did you mean {0}?", "local:" + text);
      throw new UsageException(
          Say.lead(Say.of("not a destination"), String.valueOf(e.getMessage())) + hint);
    }
  }
}
