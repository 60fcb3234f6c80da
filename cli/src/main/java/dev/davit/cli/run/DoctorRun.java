package dev.davit.cli.run;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Target;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.ServerTime;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.StorageProvider;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Carries out {@code davit doctor}. */
public final class DoctorRun {
  private static final Duration TOLERATED = Duration.ofMinutes(5);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";
  private static final int FEW_FILES = 256;
  private static final int AGREEING = 2;
  private static final long LITTLE_SPACE = 100L << 20;

  private final Verb verb;
  private final StateOptions state;
  private final List<String> files;
  private final Map<String, Sourced> options;
  private final Map<String, String> unread;
  private final List<String> problems = new ArrayList<>();
  private ExitCode worst = ExitCode.CONFIGURATION;

  /**
   * Prepares it.
   *
   * @param files what settings were read from
   * @param options the options that can be set from outside
   * @param unread sentences on variables that no option reads
   */
  public DoctorRun(
      Verb verb,
      StateOptions state,
      List<String> files,
      Map<String, Sourced> options,
      Map<String, String> unread) {
    this.verb = verb;
    this.state = state;
    this.files = files;
    this.options = options;
    this.unread = unread;
  }

  /** Does it. */
  public ExitCode run(Optional<Target> target) {
    machine();
    place();
    String read = String.join(", ", files);
    fact(
        "settings_from",
        Say.of("settings from"),
        files.isEmpty() ? Say.of("nothing but what is built in") : read,
        read);
    options.forEach((name, value) -> setting("up", name, value));
    variables();
    target.ifPresent(this::destination);
    problems.forEach(problem -> verb.text("! " + problem));
    verb.json(
        "diagnosed",
        json -> {
          json.writeArrayFieldStart("problems");
          for (String problem : problems) {
            json.writeString(problem);
          }
          json.writeEndArray();
        });
    return problems.isEmpty() ? ExitCode.OK : worst;
  }

  private void machine() {
    Runtime runtime = Runtime.getRuntime();
    String java = System.getProperty("java.version");
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    fact("davit", "davit", Version.davit(), Version.davit());
    fact(
        "java",
        "java",
        Say.of(
            "{0} ({1}), {2} of heap at most",
            java, System.getProperty("java.vendor"), Words.bytes(runtime.maxMemory())),
        java);
    fact(
        "machine",
        Say.of("machine"),
        Say.of("{0}, {1}", system, Words.count(runtime.availableProcessors(), "processor")),
        system);
    openFiles().ifPresent(this::openFiles);
  }

  private void openFiles(String limit) {
    fact("open_files", Say.of("open files"), limit, limit);
    if (limit.matches("\\d{1,9}") && Integer.parseInt(limit) < FEW_FILES) {
      problems.add(Say.of("at most {0} files can be open at once; raise it with ulimit -n", limit));
    }
  }

  private static Optional<String> openFiles() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .filter(line -> line.startsWith(OPEN_FILES))
          .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // another system
    }
  }

  private void place() {
    Path directory = verb.stateDirectory(state);
    Path there = directory;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      long free = store.getUsableSpace();
      fact(
          "state",
          Say.of("state"),
          Say.of("{0} on {1}, {2} free", directory, store.type(), Words.bytes(free)),
          directory.toString());
      if (!Files.isWritable(there)) {
        problems.add(
            Say.of("state cannot be written in {0}; name a place with --state-dir", directory));
      } else if (free < LITTLE_SPACE) {
        problems.add(Say.of("there is little space left for state in {0}", directory));
      }
    } catch (IOException e) {
      problems.add(Say.of("the state directory {0} cannot be looked at: {1}", directory, e));
    }
  }

  private void variables() {
    List<String> prefixes =
        verb.davit().providers().all().stream()
            .map(StorageProvider::scheme)
            .map(scheme -> Configuration.variable(scheme) + "_")
            .toList();
    unread.forEach((name, sentence) -> {
      if (prefixes.stream().noneMatch(name::startsWith)) {
        problems.add(sentence);
      }
    });
  }

  private void destination(Target target) {
    verb.about(target);
    String destination = target.destination().toString();
    fact("destination", Say.of("destination"), destination, destination);
    target.settings().forEach((name, value) -> setting("destination", name, value));
    try (Storage storage = verb.davit().connect(target.destination(), target.values())) {
      reach(storage, target.destination().prefix());
    } catch (StorageException.Unsupported e) {
      fact(
          "reachable",
          Say.of("reachable"),
          Say.of("this destination cannot be asked; davit verify tries it"),
          "unknown");
    } catch (SettingsException e) {
      problems.add(String.valueOf(target.located(e).getMessage()));
    } catch (StorageException e) {
      problems.add(String.valueOf(e.getMessage()));
      worst = Verdict.of(e).exitCode();
    }
  }

  /** Asks for an object that nobody has. */
  private void reach(Storage storage, String prefix) {
    long began = System.nanoTime();
    String name = ".davit-doctor-" + Long.toHexString(began);
    storage.find(ObjectKey.of(prefix.isEmpty() ? name : prefix + "/" + name));
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    fact(
        "reachable",
        Say.of("reachable"),
        Say.of("yes, an answer took {0} ms", millis),
        String.valueOf(true));
    storage.facet(ServerTime.class).flatMap(ServerTime::ahead).ifPresent(this::clock);
  }

  private void clock(Duration ahead) {
    long seconds = ahead.abs().toSeconds();
    String words =
        seconds < AGREEING
            ? Say.of("the destination's agrees with this machine's")
            : ahead.isNegative()
                ? Say.of("the destination's is {0} s behind this machine's", seconds)
                : Say.of("the destination's is {0} s ahead of this machine's", seconds);
    fact("clock", Say.of("clock"), words, String.valueOf(ahead.toSeconds()));
    if (ahead.abs().compareTo(TOLERATED) > 0) {
      problems.add(
          Say.of("the clocks differ by {0}; set this machine's right", Words.span(ahead.abs())));
    }
  }

  /** Tells something: to people in words, to machines plainly. */
  private void fact(String name, String label, String words, String plain) {
    verb.text(String.format(Locale.ROOT, "%-14s %s", label, words));
    verb.json(
        "fact",
        json -> {
          json.writeStringField("name", name);
          json.writeStringField("value", plain);
        });
  }

  private void setting(String of, String name, Sourced value) {
    String shown = Secrets.isSecret(name) ? "***" : value.value();
    verb.text(
        String.format(
            Locale.ROOT,
            "  %-14s = %s  (%s)",
            name,
            shown.isEmpty() ? "-" : shown,
            value.origin()));
    verb.json(
        "setting",
        json -> {
          json.writeStringField("of", of);
          json.writeStringField("name", name);
          json.writeStringField("value", shown);
          json.writeStringField("origin", value.origin());
        });
  }
}
