package dev.davit.testkit.engine;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.UploadFolder;
import dev.davit.testkit.FaultPlan;
import dev.davit.testkit.FaultyStorage;
import dev.davit.testkit.FixedCredentials;
import dev.davit.testkit.MemoryDisk;
import dev.davit.testkit.MemoryStorage;
import dev.davit.testkit.simulation.Gate;
import dev.davit.testkit.simulation.SeededTasks;
import dev.davit.testkit.simulation.SimulatedFolder;
import dev.davit.testkit.simulation.SimulatedMachine;
import dev.davit.testkit.simulation.SimulatedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A folder, a destination and a checkpoint, and runs between them. Parts are of 4 bytes. */
final class Bench {
  static final int PART = 4;

  private Gate gate = Gate.open();
  private UnaryOperator<Storage> provider = UnaryOperator.identity();
  private Stop stop = new Stop();
  private String prefix = "";
  final SimulatedTime time = new SimulatedTime((operation, subject) -> pass(operation, subject));
  final SimulatedFolder folder =
      new SimulatedFolder(
          time, Duration.ofMillis(1), (operation, subject) -> pass(operation, subject));
  final MemoryDisk disk = new MemoryDisk();
  MemoryStorage server = new MemoryStorage("bench", 2 * PART, PART);
  final FaultPlan.Schedule faults = FaultPlan.schedule();
  final List<Event> events = new ArrayList<>();

  private void pass(String operation, String subject) {
    gate.pass(operation, subject);
  }

  /** Lets this happen at every operation from now on. */
  void at(Gate gate) {
    this.gate = gate;
  }

  /** Puts something between the engine and the destination. */
  void behind(UnaryOperator<Storage> provider) {
    this.provider = provider;
  }

  /** Stores what is longer than 100 kB in parts of that length; before the first run. */
  void largeParts() {
    server = new MemoryStorage("bench", 100_000, 100_000);
  }

  /** Stores under a prefix from now on. */
  void under(String prefix) {
    this.prefix = prefix;
  }

  void stop() {
    stop.request();
  }

  Summary run() throws InterruptedException {
    return run(UnaryOperator.identity());
  }

  Summary run(UnaryOperator<Upload.Builder> order) throws InterruptedException {
    stop = new Stop();
    events.clear();
    SplittableRandom random = new SplittableRandom(7);
    Surroundings surroundings =
        new Surroundings(time.clock(), time, random, new SeededTasks(random));
    Upload.Builder upload =
        Upload.builder(List.of(Path.of("/source")), new Destination("bench", "here", prefix))
            .stop(stop);
    return new UploadFolder(
            surroundings,
            new SimulatedMachine(folder, 10, disk::open),
            Providers.of(List.of(new Provider())),
            FixedCredentials.anonymous())
        .run(order.apply(upload).build(), events::add);
  }

  /** Returns the outcome of a file in the last run. */
  Outcome outcome(String path) {
    return outcomes().stream()
        .filter(outcome -> outcome.path().equals(path(path)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no outcome of " + path));
  }

  List<Outcome> outcomes() {
    return events.stream()
        .filter(Event.FileFinished.class::isInstance)
        .map(event -> ((Event.FileFinished) event).outcome())
        .toList();
  }

  List<Event.Retrying> retries() {
    return events.stream()
        .filter(Event.Retrying.class::isInstance)
        .map(Event.Retrying.class::cast)
        .toList();
  }

  int requests(String operation) {
    return server.requests().getOrDefault(operation, 0);
  }

  byte[] stored(String path) {
    return server.read(ObjectKey.of(path)).orElseThrow(() -> new AssertionError("not there"));
  }

  static RelativePath path(String path) {
    return RelativePath.of(path);
  }

  static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private record NoSettings() {}

  private final class Provider implements StorageProvider<NoSettings> {
    @Override
    public String scheme() {
      return "bench";
    }

    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public NoSettings read(Settings settings) {
      return new NoSettings();
    }

    @Override
    public Storage connect(NoSettings settings, StorageContext context) {
      return provider.apply(new FaultyStorage(server, faults, time));
    }
  }
}
