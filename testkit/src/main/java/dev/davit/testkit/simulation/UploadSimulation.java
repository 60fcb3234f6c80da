package dev.davit.testkit.simulation;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Machine;
import dev.davit.core.usecase.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One world, made by a seed: a folder is uploaded while it is edited, requests fail, answers get
 * lost and the process dies and starts again; at the end everything calms down. All the while an
 * oracle checks that nothing is lost, torn, claimed falsely, sent twice or left behind.
 *
 * <p><b>Threads.</b> Runs in its caller's; has none of its own.
 */
public final class UploadSimulation {
  private static final int MOST_RUNS = 4;

  private final long seed;
  private final Bugs bugs;
  private final World world;

  private UploadSimulation(long seed, Bugs bugs, boolean traced) {
    this.seed = seed;
    this.bugs = bugs;
    world = new World(seed, traced);
  }

  /** Returns the world of a seed. */
  public static UploadSimulation of(long seed) {
    return new UploadSimulation(seed, Bugs.none(), false);
  }

  /** Returns a copy that can tell what happened; slower. */
  public UploadSimulation traced() {
    return new UploadSimulation(seed, bugs, true);
  }

  /** Returns a copy with something in front of the destination, such as a bug to be found. */
  public UploadSimulation withStorage(UnaryOperator<Storage> storage) {
    return new UploadSimulation(seed, new Bugs(storage, bugs.machine()), world.trace().kept());
  }

  /** Returns a copy with something in front of the machine, such as a bug to be found. */
  public UploadSimulation withMachine(UnaryOperator<Machine> machine) {
    return new UploadSimulation(seed, new Bugs(bugs.storage(), machine), world.trace().kept());
  }

  /**
   * Runs it, once.
   *
   * @return a hash of all that happened: the same for the same seed
   * @throws Violation if a promise was broken; it names the seed
   */
  public long run() {
    try {
      rough();
      calm();
      return world.trace().hash();
    } catch (Violation e) {
      throw new Violation(
          "seed " + seed + " broke " + e.getMessage() + "; replay it with -Ddavit.seed=" + seed, e);
    }
  }

  /** Returns what happened so far, line by line; empty unless {@link #traced}. */
  public List<String> trace() {
    return List.copyOf(world.trace().lines());
  }

  private void rough() {
    SplittableRandom random = (SplittableRandom) world.random();
    Editor editor = editor();
    editor.begin();
    int runs = 1 + random.nextInt(MOST_RUNS);
    for (int i = 0; i < runs; i++) {
      run(Weather.draw(random), Order.draw(random), editor);
      world.time().advance(Duration.ofSeconds(random.nextInt(1 << random.nextInt(18))));
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        world.trace().note("EDIT", editor.edit());
      }
    }
  }

  /** Two calm runs, days apart: the second has time to discard what nobody will continue. */
  private void calm() {
    calmRun();
    world.time().advance(Duration.ofDays(2));
    calmRun();
    world.checkNothingLeftBehind();
    world.checkRegistered();
  }

  private void calmRun() {
    Optional<Summary> summary = run(Weather.calm(), Order.plain(world.random()), editor());
    if (summary.isEmpty() || summary.get().ending() != Summary.Ending.COMPLETE) {
      world.violated(
          "P1 nothing lost", "a calm run did not end well: " + summary.flatMap(Summary::cause));
    }
    world.checkNothingLost();
    world.check();
  }

  private Optional<Summary> run(Weather weather, Order order, Editor editor) {
    return new SimulatedProcess(world, weather, editor, bugs).run(order);
  }

  private Editor editor() {
    return new Editor(world.folder(), world.sizes(), world.random());
  }
}
