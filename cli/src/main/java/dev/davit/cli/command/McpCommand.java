package dev.davit.cli.command;

import dev.davit.cli.command.index.IndexCommand;
import dev.davit.cli.command.index.IndexOptions;
import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.McpRun;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.mcp.UploadTool;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.SessionHandle;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit mcp}: serves the session index to agents. */
@Command(
    name = "mcp",
    header = {"Serves the session index to agents, as tools of the Model Context Protocol.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit mcp [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit mcp --session $S                       over standard input and output",
      "  davit mcp --upload-root ~/work --upload-to backup=local:/srv/files",
      "  davit mcp --http 127.0.0.1:8350 --tokens ~/.config/davit/tokens"
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "    0:the client has closed the input",
      "    1:a defect in davit",
      "    2:the command line is wrong, or there is no such session"
    },
    footerHeading = "%nGood to know:%n",
    footer = {
      "  A tokens file has a line \"NAME TOKEN\" for everyone who may call; nobody else may read it.",
      "  Each name has its own sessions, and nobody sees those of others.",
      "  Only protocol messages are written to standard output."
    },
    usageHelpWidth = 96)
final class McpCommand implements Callable<Integer> {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:]+):(\\d{1,5})");

  private final Configuration configuration;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = {
        "The session of all calls; the tools then have no such argument. Each call names its own"
            + " unless given."
      })
  private @Nullable String session;

  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "--http",
      paramLabel = "ADDRESS:PORT",
      description = "Serve over HTTP at /mcp instead; port 0 takes a free one.")
  private @Nullable String http;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "Who may call over HTTP; needed with --http.")
  private @Nullable Path tokens;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A name of this server beside localhost, for --http; can be repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = {
        "Pages of this origin may call, such as https://chat.example; can be repeated."
      })
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--upload-root",
      paramLabel = "DIR",
      description = "The agent may upload from this folder; can be repeated. None unless given.")
  private List<Path> roots = new ArrayList<>();

  @Option(
      names = "--upload-to",
      paramLabel = "NAME=DESTINATION",
      description = "The agent may upload to this destination, under this name; can be repeated.")
  private Map<String, String> destinations = new LinkedHashMap<>();

  @ArgGroup(validate = false, heading = "%nThe destinations of uploads:%n", order = 2)
  private SettingOptions settings = new SettingOptions();

  @Option(
      names = {"-h", "--help"},
      order = 9,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  McpCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() throws Exception {
    Optional<McpRun.Network> network = network();
    McpRun.Uploads uploads = new McpRun.Uploads(roots, destinations());
    return IndexCommand.run(() -> {
      try (FileIndex open = index.open()) {
        McpRun run = new McpRun(open);
        ExitCode code =
            network.isPresent()
                ? run.http(network.get(), uploads)
                : run.stdio(
                    index.principal(),
                    Optional.ofNullable(session).map(SessionHandle::new),
                    uploads);
        return code.number();
      }
    });
  }

  private Optional<McpRun.Network> network() {
    if (http == null) {
      if (tokens != null || !hosts.isEmpty() || !origins.isEmpty()) {
        throw new UsageException(
            Say.of("--tokens, --allow-host and --allow-origin are for --http"));
      }
      return Optional.empty();
    }
    if (session != null) {
      throw new UsageException(
          Say.of("--session is not for --http: there each caller has its own"));
    }
    if (tokens == null) {
      throw new UsageException(
          Say.of("--http needs --tokens FILE with a line \"NAME TOKEN\" for each caller"));
    }
    return Optional.of(new McpRun.Network(address(http), tokens, lower(hosts), lower(origins)));
  }

  private static InetSocketAddress address(String text) {
    Matcher form = ADDRESS.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > 65535) {
      throw new UsageException(Say.of("--http must be like 127.0.0.1:8350, not \"{0}\"", text));
    }
    InetSocketAddress address =
        new InetSocketAddress(form.group(1), Integer.parseInt(form.group(2)));
    if (address.isUnresolved()) {
      throw new UsageException(Say.of("--http: there is no address {0}", form.group(1)));
    }
    return address;
  }

  private static Set<String> lower(List<String> texts) {
    return texts.stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Map<String, UploadTool.Place> destinations() {
    Map<String, UploadTool.Place> places = new LinkedHashMap<>();
    destinations.forEach((name, text) -> {
      Target target = TargetOptions.target(configuration, text, settings.values());
      places.put(name, new UploadTool.Place(target.destination(), target.values()));
    });
    return places;
  }
}
