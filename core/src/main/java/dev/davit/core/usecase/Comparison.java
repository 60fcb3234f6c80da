package dev.davit.core.usecase;

import dev.davit.core.internal.Lifted;
import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.internal.SteadySource;
import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.internal.Verification;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Checked.Verdict;
import java.io.IOException;
import java.util.Optional;

/** Compares one file with the object that it should be. */
final class Comparison {
  private static final String LENGTH = "length";

  private final Surroundings surroundings;
  private final StorageProfile profile;
  private final UploadLoop loop;
  private final RunBreaker breaker;
  private final MemoryTickets tickets = MemoryTickets.forThisHeap();

  Comparison(
      Surroundings surroundings, StorageProfile profile, UploadLoop loop, RunBreaker breaker) {
    this.surroundings = surroundings;
    this.profile = profile;
    this.loop = loop;
    this.breaker = breaker;
  }

  /** Compares by what a listing told. */
  static Checked byLength(SourceFile file, StoredObject object) {
    long here = file.fingerprint().length();
    return here == object.length()
        ? new Checked(object.key(), Verdict.SAME, LENGTH, "")
        : new Checked(
            object.key(),
            Verdict.DIFFERENT,
            LENGTH,
            here + " bytes here, " + object.length() + " there");
  }

  /**
   * Compares by length and, where the file no longer looks as it did when it was sent, by what was
   * sent. Never throws for reasons that concern it only.
   */
  Checked byMemory(SourceFile file, StoredObject object, Compare compare, Optional<Entry> known)
      throws InterruptedException {
    Checked lengths = byLength(file, object);
    Optional<Entry.Stored> stored =
        known
            .flatMap(Entry::stored)
            .filter(each -> each.key().equals(object.key()))
            .filter(each -> !each.fingerprint().equals(file.fingerprint()));
    if (lengths.verdict() == Verdict.DIFFERENT || compare == Compare.LENGTH || stored.isEmpty()) {
      return lengths;
    }
    try (SteadySource source = SteadySource.open(file.content(), surroundings);
        Lifted content = Lifted.of(source, profile.verifies(), tickets)) {
      return content.identity().equals(stored.get().identity())
          ? lengths
          : new Checked(object.key(), Verdict.DIFFERENT, "", "changed since it was sent");
    } catch (IOException e) {
      return failed(object.key(), "cannot be read: " + e.getMessage());
    }
  }

  /** Asks the destination, and reads the file. Never throws for reasons that concern it only. */
  Checked byDigest(SourceFile file, ObjectKey key) throws InterruptedException {
    try {
      Optional<StoredObject> object = loop.find(key, (attempt, pause, error) -> {});
      breaker.stored();
      if (object.isEmpty()) {
        return new Checked(key, Verdict.MISSING, "", "");
      }
      Checked lengths = byLength(file, object.get());
      return lengths.verdict() == Verdict.DIFFERENT || object.get().digests().isEmpty()
          ? lengths
          : compare(file, object.get());
    } catch (IOException e) {
      return failed(key, "cannot be read: " + e.getMessage());
    } catch (StorageException e) {
      breaker.failed(e);
      return failed(key, String.valueOf(e.getMessage()));
    } catch (StoppedException e) {
      return failed(key, "stopped");
    }
  }

  private Checked compare(SourceFile file, StoredObject object)
      throws IOException, InterruptedException {
    try (SteadySource source = SteadySource.open(file.content(), surroundings);
        Lifted content = Lifted.of(source, profile.verifies(), tickets)) {
      Optional<String> difference = Verification.difference(object, content);
      String by = Verification.strongest(object).name();
      return difference.isPresent()
          ? new Checked(object.key(), Verdict.DIFFERENT, by, "the object has another " + by)
          : new Checked(object.key(), Verdict.SAME, by, "");
    }
  }

  private static Checked failed(ObjectKey key, String why) {
    return new Checked(key, Verdict.FAILED, "", why);
  }
}
