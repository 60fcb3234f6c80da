package dev.davit.testkit.simulation;

import dev.davit.core.model.Destination;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.Registrar;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.UploadFolder;
import dev.davit.testkit.FaultyStorage;
import dev.davit.testkit.FixedCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One run of the program, from its start to its end or its crash. */
final class SimulatedProcess {
  private static final Path SOURCE = Path.of("/source");
  private static final Set<String> CHANGES = Set.of("record", "park", "unpark", "forget");
  private static final Set<String> WRITES =
      Set.of("record", "park", "unpark", "forget", "flush", "close");

  private final World world;
  private final Weather weather;
  private final Bugs bugs;
  private final RandomGenerator random;
  private final Editor editor;
  private final SeededTasks tasks;
  private final Stop stop = new Stop();
  private int operations;
  private boolean dead;
  private boolean dry;

  SimulatedProcess(World world, Weather weather, Editor editor, Bugs bugs) {
    this.world = world;
    this.weather = weather;
    this.editor = editor;
    this.bugs = bugs;
    random = world.random();
    tasks = new SeededTasks(random);
  }

  /** Runs; returns the summary if the run ended by itself. */
  Optional<Summary> run(Order order) {
    world.trace().note("PROCESS", weather + " " + order);
    dry = order.mode() == Upload.Mode.DRY;
    Upload upload = upload(order);
    Oracle oracle = new Oracle(world, upload, world.ledger().copy());
    world.witness().tell(oracle);
    world.enter(this);
    try {
      Summary summary = program().run(upload, oracle);
      world.check();
      oracle.ended(summary);
      return Optional.of(summary);
    } catch (Crash e) {
      world.check();
      return Optional.empty();
    } catch (InterruptedException e) {
      world.check();
      oracle.interrupted();
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new Violation("an internal error: " + e, e);
    } finally {
      boolean unused = Thread.interrupted();
      world.leave();
      world.ledger().crashed();
      world.disk().crash(random.nextInt(world.disk().undurable() + 1));
    }
  }

  private Upload upload(Order order) {
    Registrar registrar =
        new MoodyRegistrar(world.registrar(), random, this::pass, weather.faults());
    return Upload.builder(List.of(SOURCE), new Destination("memory", "world", world.prefix()))
        .transfers(order.transfers())
        .trust(order.trust())
        .mode(order.mode())
        .overwrite(world.overwrite())
        .registrars(List.of(registrar))
        .stop(stop)
        .build();
  }

  private UploadFolder program() {
    Surroundings surroundings = new Surroundings(world.time().clock(), world.time(), random, tasks);
    SimulatedMachine simulated =
        new SimulatedMachine(
            world.folder(),
            1 + random.nextInt(4),
            () -> new GatedCheckpoint(world.disk().open(), this::pass, world.ledger()));
    Machine machine = bugs.machine().apply(simulated);
    return new UploadFolder(
        surroundings, machine, Providers.of(List.of(new Provider())), FixedCredentials.anonymous());
  }

  /** Nothing happens in a process that has ended, not even its tidying up. */
  void pass(String operation, String subject) {
    if (dead) {
      throw new Crash();
    }
    operations++;
    world.trace().note(operation, subject);
    world.time().advance(Duration.ofNanos(random.nextInt(2_000_000)));
    if (dry && CHANGES.contains(operation)) {
      world.violated("a dry run changes nothing", operation + " " + subject);
    }
    if (operations == weather.crashAt()) {
      world.trace().note("CRASH", "");
      die();
      throw new Crash();
    }
    if (operations == weather.stopAt()) {
      world.trace().note("STOP", "");
      stop.request();
    }
    if (operations == weather.interruptAt()) {
      world.trace().note("INTERRUPT", "");
      tasks.interruptMain();
    }
    if (random.nextInt(1000) < weather.edits()) {
      world.trace().note("EDIT", editor.edit());
    }
    if (random.nextInt(8) == 0) {
      tasks.letOthersRun();
    }
    if (dead) {
      throw new Crash();
    }
    if (weather.diskFullAt() > 0
        && operations >= weather.diskFullAt()
        && WRITES.contains(operation)) {
      throw new CheckpointException(CheckpointException.Reason.UNWRITABLE, "disk full");
    }
  }

  void die() {
    dead = true;
  }

  private record NoSettings() {}

  private final class Provider implements StorageProvider<NoSettings> {
    @Override
    public String scheme() {
      return "memory";
    }

    @Override
    public String description() {
      return "the simulated destination";
    }

    @Override
    public NoSettings read(Settings settings) {
      return new NoSettings();
    }

    @Override
    public Storage connect(NoSettings settings, StorageContext context) {
      return new FaultyStorage(
          bugs.storage().apply(world.witness()),
          new FaultDraw(random, SimulatedProcess.this::pass, weather.faults()),
          world.time());
    }
  }
}
