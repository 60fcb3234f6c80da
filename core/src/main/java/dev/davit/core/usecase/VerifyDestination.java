package dev.davit.core.usecase;

import static dev.davit.core.model.Overwrite.ONLY_IF_ABSENT;
import static dev.davit.core.model.Overwrite.REPLACE;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.usecase.Probe.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries a destination's promises on a few small objects under a prefix of their own. */
public final class VerifyDestination {
  private static final int LENGTH = 1000;
  private static final int SIDE_BY_SIDE = 16;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** What services, proxies and signatures are known to get wrong. */
  private static final List<String> ODD =
      List.of(
          "plus+sign",
          "two  spaces",
          "per%20cent%",
          "question?mark",
          "hash#tag",
          "and&equals=",
          "quote'\"s",
          "tilde~",
          "semi;colon,comma",
          "文件/报告 2026.txt",
          "emoji 🚢",
          "e\u0301 and \u00e9",
          "deep/er/and/deeper/still");

  private final Storage storage;
  private final Surroundings surroundings;
  private final Scratch scratch;
  private final Consumer<Probe> listener;

  /** Prepares it. */
  public VerifyDestination(
      Storage storage, Surroundings surroundings, String prefix, Consumer<Probe> listener) {
    this.storage = storage;
    this.surroundings = surroundings;
    this.listener = listener;
    String name = ".davit-verify-" + Long.toHexString(surroundings.random().nextLong());
    scratch =
        new Scratch(
            storage, surroundings, SIDE_BY_SIDE, prefix.isEmpty() ? name : prefix + "/" + name);
  }

  /** What was found out about one promise. */
  private record Finding(Result result, String detail) {
    static Finding kept(String detail) {
      return new Finding(Result.KEPT, detail);
    }

    static Finding broken(String detail) {
      return new Finding(Result.BROKEN, detail);
    }
  }

  @FunctionalInterface
  private interface Trial {
    Finding run() throws IOException, InterruptedException;
  }

  /**
   * Tries all of them and cleans up; see {@link dev.davit.core.Davit#verify}.
   *
   * @throws StorageException.Unsupported if nothing can be removed there
   */
  public List<Probe> run() throws InterruptedException {
    Removal removal =
        storage
            .facet(Removal.class)
            .orElseThrow(() ->
                new StorageException.Unsupported(
                    StorageException.Where.of("", "verify", scratch.prefix()),
                    "this destination removes nothing, so what was tried would stay there"));
    List<Probe> probes = new ArrayList<>();
    try {
      probes.add(probe("read-after-write", this::readAfterWrite));
      if (probes.getFirst().result() != Result.BROKEN) {
        probes.add(probe("overwrite", this::overwrite));
        probes.add(probe("conditional-create", this::conditionalCreate));
        probes.add(probe("empty-object", this::emptyObject));
        probes.add(probe("odd-keys", this::oddKeys));
        probes.add(probe("listing", this::listing));
        probes.add(probe("concurrency", this::concurrency));
        probes.add(probe("clock", this::clock));
      }
    } finally {
      probes.add(probe("clean-up", () -> cleanUp(removal)));
    }
    return List.copyOf(probes);
  }

  private Probe probe(String name, Trial trial) throws InterruptedException {
    long began = surroundings.timer().nanos();
    Finding finding;
    try {
      finding = trial.run();
    } catch (IOException | StorageException e) {
      finding = Finding.broken(String.valueOf(e.getMessage()));
    }
    Duration took = Duration.ofNanos(surroundings.timer().nanos() - began);
    Probe probe = new Probe(name, finding.result(), finding.detail(), took);
    listener.accept(probe);
    return probe;
  }

  private Finding readAfterWrite() throws IOException, InterruptedException {
    ObjectKey key = scratch.key("object");
    byte[] bytes = Scratch.bytes(1, LENGTH);
    scratch.put(key, bytes, REPLACE);
    Optional<StoredObject> found = scratch.find(key);
    if (found.isEmpty()) {
      return Finding.broken("an object that was just stored is not found");
    }
    if (!scratch.holds(found.get(), bytes)) {
      return Finding.broken("the object found is not the one that was stored");
    }
    return found.get().digests().isEmpty()
        ? new Finding(Result.DOUBTFUL, "objects can be verified by their length only")
        : Finding.kept("verified by " + found.get().digests().getFirst().algorithm());
  }

  private Finding overwrite() throws IOException, InterruptedException {
    ObjectKey key = scratch.key("object");
    byte[] other = Scratch.bytes(2, LENGTH);
    scratch.put(key, other, REPLACE);
    return scratch.find(key).isPresent() && scratch.holds(scratch.find(key).get(), other)
        ? Finding.kept("")
        : Finding.broken("after an object was replaced the older one is found");
  }

  private Finding conditionalCreate() throws IOException, InterruptedException {
    if (!storage.profile().overwriteModes().contains(ONLY_IF_ABSENT)) {
      return new Finding(Result.NOT_OFFERED, "--no-overwrite cannot be used here");
    }
    ObjectKey key = scratch.key("object");
    try {
      scratch.put(key, Scratch.bytes(3, LENGTH), ONLY_IF_ABSENT);
      return Finding.broken("an object was replaced although that was forbidden");
    } catch (Conflict e) {
      return scratch.holds(scratch.find(key).orElseThrow(), Scratch.bytes(2, LENGTH))
          ? Finding.kept("")
          : Finding.broken("the object that was to be kept is another one");
    }
  }

  private Finding emptyObject() throws IOException, InterruptedException {
    ObjectKey key = scratch.key("empty");
    scratch.put(key, new byte[0], REPLACE);
    return scratch.find(key).filter(found -> found.length() == 0).isPresent()
        ? Finding.kept("")
        : Finding.broken("an empty object is not found");
  }

  private Finding oddKeys() throws InterruptedException {
    List<String> broken = new ArrayList<>();
    for (String name : ODD) {
      try {
        scratch.put(scratch.key(name), Scratch.bytes(4, LENGTH), REPLACE);
        if (scratch.find(scratch.key(name)).isEmpty()) {
          broken.add("\"" + name + "\" is not found");
        }
      } catch (IOException | StorageException e) {
        broken.add("\"" + name + "\": " + e.getMessage());
      }
    }
    return broken.isEmpty()
        ? Finding.kept(ODD.size() + " keys")
        : Finding.broken(String.join("; ", broken));
  }

  private Finding listing() {
    Optional<List<ObjectKey>> listed = scratch.list();
    if (listed.isEmpty()) {
      return new Finding(
          Result.NOT_OFFERED, "ls, and check for extra objects, cannot be used here");
    }
    for (String name : ODD) {
      if (!listed.get().contains(scratch.key(name))) {
        return Finding.broken("\"" + name + "\" is stored and not listed");
      }
    }
    return listed.get().equals(listed.get().stream().sorted().toList())
        ? Finding.kept("")
        : Finding.broken("keys are not listed in the order of their bytes");
  }

  /** Each of many keys has its object; of many writers of one key, one has won wholly. */
  private Finding concurrency() throws IOException, InterruptedException {
    ObjectKey contested = scratch.key("contested");
    try (Tasks.Scope scope = surroundings.tasks().scope()) {
      Tasks.Lane lane = surroundings.tasks().lane(SIDE_BY_SIDE);
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        int seed = 100 + i;
        scope.fork(
            lane,
            () -> {
              scratch.put(scratch.key("side/" + seed), Scratch.bytes(seed, LENGTH), REPLACE);
              scratch.put(contested, Scratch.bytes(seed, LENGTH), REPLACE);
            });
      }
      scope.join();
    } catch (Tasks.TaskFailedException e) {
      return contention(e);
    }
    boolean whole = false;
    for (int seed = 100; seed < 100 + SIDE_BY_SIDE; seed++) {
      if (scratch.find(scratch.key("side/" + seed)).isEmpty()) {
        return Finding.broken("one of " + SIDE_BY_SIDE + " objects stored at once is not found");
      }
      Optional<StoredObject> winner = scratch.find(contested);
      whole |= winner.isPresent() && scratch.holds(winner.get(), Scratch.bytes(seed, LENGTH));
    }
    return whole
        ? Finding.kept(SIDE_BY_SIDE + " at once")
        : Finding.broken("of many writers of one key, none is found whole");
  }

  private static Finding contention(Tasks.TaskFailedException e) throws InterruptedException {
    return switch (e.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case Error error -> throw error;
      case Throwable cause -> Finding.broken("storing at once failed: " + cause.getMessage());
      case null -> throw e;
    };
  }

  private Finding clock() throws IOException, InterruptedException {
    ObjectKey key = scratch.key("clock");
    Instant before = surroundings.clock().instant();
    scratch.put(key, Scratch.bytes(5, LENGTH), REPLACE);
    Instant after = surroundings.clock().instant();
    Optional<Instant> there = scratch.find(key).flatMap(StoredObject::lastModified);
    if (there.isEmpty()) {
      return new Finding(Result.NOT_OFFERED, "it does not tell when objects were stored");
    }
    Duration drift =
        there.get().isBefore(before)
            ? Duration.between(before, there.get())
            : there.get().isAfter(after) ? Duration.between(after, there.get()) : Duration.ZERO;
    return drift.abs().compareTo(CLOSE) <= 0
        ? Finding.kept("within " + CLOSE.toSeconds() + " s")
        : new Finding(
            Result.DOUBTFUL,
            "its clock is "
                + drift.abs().toSeconds()
                + " s "
                + (drift.isNegative() ? "behind" : "ahead of")
                + " this one");
  }

  private Finding cleanUp(Removal removal) {
    List<ObjectKey> left = scratch.clean(removal);
    if (!left.isEmpty()) {
      return Finding.broken(
          "not removed: " + left.getFirst() + " and " + (left.size() - 1) + " more");
    }
    scratch.removeFolders();
    List<ObjectKey> listed = scratch.list().orElse(List.of());
    return listed.isEmpty()
        ? Finding.kept("")
        : Finding.broken(listed.size() + " removed objects are still listed");
  }
}
