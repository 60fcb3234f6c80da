package dev.davit.testkit.simulation;

import dev.davit.core.model.Digest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Registrar;
import dev.davit.core.support.Digests;
import dev.davit.core.usecase.Event;
import dev.davit.testkit.MemoryDisk;
import dev.davit.testkit.MemoryRegistrar;
import dev.davit.testkit.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Everything that outlives a process: the folder, the destination, the durable state, time. */
final class World {
  private static final Duration[] TICKS = {
    Duration.ofNanos(1), Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(1)
  };

  private final SplittableRandom random;
  private final Trace trace;
  private final SimulatedTime time;
  private final SimulatedFolder folder;
  private final MemoryDisk disk = new MemoryDisk();
  private final MemoryRegistrar registrar = new MemoryRegistrar("registrar", 3);
  private final Overwrite overwrite;
  private final Ledger ledger = new Ledger();
  private final Sizes sizes;
  private final Witness witness;
  private final String prefix;
  private @Nullable SimulatedProcess process;
  private @Nullable Violation violation;

  World(long seed, boolean traced) {
    random = new SplittableRandom(seed);
    trace = new Trace(traced);
    time = new SimulatedTime(this::pass);
    folder = new SimulatedFolder(time, TICKS[random.nextInt(TICKS.length)], this::pass);
    sizes = Sizes.draw(random);
    witness =
        new Witness(
            new MemoryStorage("world", sizes.longestWhole(), sizes.partLength()), this::pass);
    overwrite = random.nextInt(5) == 0 ? Overwrite.ONLY_IF_ABSENT : Overwrite.REPLACE;
    if (random.nextInt(4) == 0) {
      registrar.decide(World::verdict);
    }
    prefix = random.nextBoolean() ? "" : "to/here";
  }

  private static Registrar.Result verdict(Registration registration) {
    return registration.path().value().startsWith("fb")
        ? new Registrar.Result.Refused("nothing that begins with fb")
        : new Registrar.Result.Delivered();
  }

  MemoryRegistrar registrar() {
    return registrar;
  }

  Overwrite overwrite() {
    return overwrite;
  }

  RandomGenerator random() {
    return random;
  }

  Trace trace() {
    return trace;
  }

  SimulatedTime time() {
    return time;
  }

  SimulatedFolder folder() {
    return folder;
  }

  MemoryDisk disk() {
    return disk;
  }

  Ledger ledger() {
    return ledger;
  }

  Sizes sizes() {
    return sizes;
  }

  String prefix() {
    return prefix;
  }

  Witness witness() {
    return witness;
  }

  /** Puts a process into the world; the one before it has ended. */
  void enter(SimulatedProcess next) {
    process = next;
  }

  void leave() {
    process = null;
  }

  private void pass(String operation, String subject) {
    if (process != null) {
      process.pass(operation, subject);
    }
  }

  /** Ends the world. */
  void violated(String promise, String how) {
    if (violation == null) {
      violation = new Violation(promise, how);
      trace.note("VIOLATED " + promise, how);
    }
    if (process != null) {
      process.die();
    }
    throw violation;
  }

  void check() {
    if (violation != null) {
      throw violation;
    }
  }

  void note(Event event) {
    switch (event) {
      case Event.Progressed e -> {}
      case Event.FileFinished e ->
          trace.note(e.outcome().getClass().getSimpleName(), e.outcome().path().value());
      default -> trace.note(event.getClass().getSimpleName(), "");
    }
    if (trace.kept() && !(event instanceof Event.Progressed)) {
      trace.lines().add("    " + event);
    }
  }

  ObjectKey key(RelativePath path) {
    return ObjectKey.under(prefix, path);
  }

  RelativePath path(ObjectKey key) {
    return RelativePath.of(
        prefix.isEmpty() ? key.value() : key.value().substring(prefix.length() + 1));
  }

  /** After a quiet run everything is where it should be. */
  void checkNothingLost() {
    for (Map.Entry<RelativePath, byte[]> file : folder.readable().entrySet()) {
      byte[] there = witness().visible(key(file.getKey())).orElse(null);
      boolean kept = there != null && overwrite == Overwrite.ONLY_IF_ABSENT;
      if (!kept && !Arrays.equals(there, file.getValue())) {
        violated(
            "P1 nothing lost",
            file.getKey() + (there == null ? " is not there" : " is there as something else"));
      }
    }
  }

  void checkNothingLeftBehind() {
    for (ResumeToken token : witness().unfinished()) {
      if (ledger.wasParked(token)) {
        violated("P4 nothing left behind", "the upload " + token.value() + " is still unfinished");
      }
    }
  }

  /** What is at the destination was told, and nothing that never was there. */
  void checkRegistered() {
    List<Registration> told = new ArrayList<>(registrar.held());
    Set<String> facts = new HashSet<>();
    for (Registration registration : told) {
      if (!facts.add(registration.key() + " " + registration.identity())) {
        violated("P8 counted once", registration.key() + " was told under two ids");
      }
      if (!witness.everVisible(registration.key(), registration.identity())) {
        violated("P8 registered", registration.key() + " was told of what never was there");
      }
    }
    try (Checkpoint checkpoint = disk.open()) {
      checkpoint.outbox().dead(Integer.MAX_VALUE).forEach(dead -> told.add(dead.registration()));
      if (checkpoint.outbox().pending() > 0) {
        violated("P8 registered", checkpoint.outbox().pending() + " are still waiting");
      }
    }
    told.forEach(registration -> facts.add(registration.key() + " " + registration.identity()));
    folder
        .readable()
        .forEach((path, bytes) -> {
          boolean there = Arrays.equals(witness.visible(key(path)).orElse(null), bytes);
          if (there && !facts.contains(key(path) + " " + identity(bytes))) {
            violated("P8 registered", path + " was never told");
          }
        });
  }

  static Digest identity(byte[] bytes) {
    return Digests.of(Digests.identityAlgorithm(bytes.length), bytes);
  }
}
