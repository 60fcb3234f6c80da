package dev.davit.cli.run;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Target;
import dev.davit.cli.show.Columns;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.ServerTime;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.StorageProvider;
import java.io.IOException;
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
  private static final int WIDTH = 14;
  private static final Duration TOLERATED = Duration.ofMinutes(5);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";
  private static final int FEW_FILES = 256;
  private static final long LITTLE_SPACE = 100L << 20;

  private final Verb verb;
  private final StateOptions state;
  private final List<String> files;
  private final Map<String, Sourced> options;
  private final Map<String, String> unread;
  private final List<String> problems = new ArrayList<>();

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
    fact(
        "settings from",
        files.isEmpty() ? verb.say("nothing but what is built in") : String.join(", ", files));
    options.forEach((name, value) -> setting("", name, value));
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
    return problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
  }

  private void machine() {
    Runtime runtime = Runtime.getRuntime();
    fact("davit", Version.davit());
    fact(
        "java",
        verb.say(
            "{0} ({1}), {2} of heap at most",
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            Words.bytes(runtime.maxMemory())));
    fact(
        "machine",
        verb.say(
            "{0} {1}, processors: {2}",
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            runtime.availableProcessors()));
    openFiles()
        .ifPresent(limit -> {
          fact("open files", limit);
          if (limit.matches("\\d{1,9}") && Integer.parseInt(limit) < FEW_FILES) {
            problems.add(
                verb.say("at most {0} files can be open at once; raise it with ulimit -n", limit));
          }
        });
  }

  private static Optional<String> openFiles() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .filter(line -> line.startsWith(OPEN_FILES))
          .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+")[0])
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
      long free = Files.getFileStore(there).getUsableSpace();
      fact(
          "state",
          verb.say(
              "{0} on {1}, {2} free",
              directory, Files.getFileStore(there).type(), Words.bytes(free)));
      if (!Files.isWritable(there)) {
        problems.add(
            verb.say("state cannot be written in {0}; name a place with --state-dir", directory));
      } else if (free < LITTLE_SPACE) {
        problems.add(verb.say("there is little space left for state in {0}", directory));
      }
    } catch (IOException e) {
      problems.add(verb.say("the state directory {0} cannot be looked at: {1}", directory, e));
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
    fact("destination", target.destination().toString());
    target.settings().forEach((name, value) -> setting("destination", name, value));
    try (Storage storage = verb.davit().connect(target.destination(), target.values())) {
      long began = System.nanoTime();
      String prefix = target.destination().prefix();
      String name = ".davit-doctor-" + Long.toHexString(began);
      storage.find(ObjectKey.of(prefix.isEmpty() ? name : prefix + "/" + name));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      fact("reachable", verb.say("yes, an answer took {0} ms", took.toMillis()));
      storage.facet(ServerTime.class).flatMap(ServerTime::ahead).ifPresent(this::clock);
    } catch (StorageException.Unsupported e) {
      fact("reachable", verb.say("this destination cannot be asked; davit verify tries it"));
    }
  }

  private void clock(Duration ahead) {
    fact(
        "clock",
        ahead.abs().toSeconds() < 2
            ? verb.say("the destination's agrees with this machine's")
            : ahead.isNegative()
                ? verb.say(
                    "the destination's is {0} s behind this machine's", ahead.abs().toSeconds())
                : verb.say(
                    "the destination's is {0} s ahead of this machine's", ahead.toSeconds()));
    if (ahead.abs().compareTo(TOLERATED) > 0) {
      problems.add(
          verb.say(
              "the clocks differ by {0} s; set this machine's right", ahead.abs().toSeconds()));
    }
  }

  private void fact(String name, String is) {
    verb.text(Columns.padded(Say.any(name), WIDTH) + " " + is);
    verb.json(
        "fact",
        json -> {
          json.writeStringField("name", name.replace(' ', '_'));
          json.writeStringField("value", is);
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
            Say.any(value.origin())));
    verb.json(
        "setting",
        json -> {
          json.writeStringField("of", of.isEmpty() ? "up" : of);
          json.writeStringField("name", name);
          json.writeStringField("value", shown);
          json.writeStringField("origin", value.origin());
        });
  }
}
