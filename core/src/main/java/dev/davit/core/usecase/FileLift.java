package dev.davit.core.usecase;

import dev.davit.core.internal.Lifted;
import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.RunBreaker;
import dev.davit.core.internal.SourceChangedException;
import dev.davit.core.internal.SteadySource;
import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Digest;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Exhausted;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.model.Why;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Outcome.DeferReason;
import dev.davit.core.usecase.Outcome.SkipReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Decides about one file after another, and lifts those that need it. */
final class FileLift {
  private final Surroundings surroundings;
  private final Upload upload;
  private final Checkpoint checkpoint;
  private final Predicate<ObjectKey> gone;
  private final StorageProfile profile;
  private final UploadLoop loop;
  private final MemoryTickets tickets;
  private final RunBreaker breaker;
  private final RunLimits limits;
  private final Registrations registrations;
  private final Tally tally;
  private final Set<ObjectKey> mayBeParked = ConcurrentHashMap.newKeySet(); // saves a look per file

  /**
   * Makes one.
   *
   * @param gone whether what is remembered as stored at a key is not there any more as it was
   */
  FileLift(
      Surroundings surroundings,
      Upload upload,
      Checkpoint checkpoint,
      Predicate<ObjectKey> gone,
      StorageProfile profile,
      Sending sending,
      RunLimits limits,
      Tally tally) {
    this.surroundings = surroundings;
    this.upload = upload;
    this.checkpoint = checkpoint;
    this.gone = gone;
    this.profile = profile;
    loop = sending.loop();
    tickets = sending.tickets();
    breaker = sending.breaker();
    this.limits = limits;
    this.tally = tally;
    registrations = new Registrations(upload, profile.identity());
    checkpoint.parked().forEach(parked -> mayBeParked.add(parked.key()));
  }

  /** Returns the key under which a file is stored. */
  ObjectKey key(RelativePath path) {
    return ObjectKey.under(upload.destination().prefix(), path);
  }

  /** Tells whether a file looks as it did when it was stored, so that it need not be read. */
  boolean unchanged(SourceFile file, Optional<Entry> known) {
    return upload.trust() == Upload.Trust.STATE
        && !gone.test(key(file.path()))
        && known.isPresent()
        && known.get().failure().isEmpty()
        && known
            .get()
            .stored()
            .filter(stored -> !stored.verifiedBy().equals(Entry.IMPORTED))
            .filter(stored -> stored.fingerprint().equals(file.fingerprint()))
            .filter(stored -> stored.key().equals(key(file.path())))
            .isPresent();
  }

  /** Has registrars told of an unchanged file, if they are to be told of such. */
  void tellOfPresent(Entry known) {
    Entry.Stored stored = known.stored().orElseThrow();
    List<Registration> told =
        registrations.present(known.path(), stored, surroundings.clock().instant());
    if (told.isEmpty() || upload.mode() == Upload.Mode.DRY) {
      return;
    }
    try {
      checkpoint.record(known, told);
    } catch (CheckpointException e) {
      breaker.trip(e);
    }
  }

  /** Lifts a file if its content needs it. Never throws for reasons that concern only this file. */
  Outcome lift(SourceFile file, Optional<Entry> known) throws InterruptedException {
    return lift(file, known, Optional.empty());
  }

  /**
   * Lifts a file if its content needs it, as {@link #lift(SourceFile, Optional)}.
   *
   * @param twin what was stored of a file that this one seems to be, under another name: if its
   *     content is the same, the destination is asked to copy it
   */
  Outcome lift(SourceFile file, Optional<Entry> known, Optional<Entry.Stored> twin)
      throws InterruptedException {
    try {
      return lift(new One(file, known, twin));
    } catch (SourceChangedException e) {
      return new Outcome.Deferred(file.path(), DeferReason.CHANGING, message(e));
    } catch (StoppedException e) {
      DeferReason reason = limits.reached() ? DeferReason.LIMIT : DeferReason.INTERRUPTED;
      return new Outcome.Deferred(file.path(), reason, "");
    } catch (NoSuchFileException e) {
      return new Outcome.Skipped(file.path(), SkipReason.VANISHED, "");
    } catch (IOException e) {
      return failed(file, known, "unreadable", "cannot be read: " + reason(e), 1);
    } catch (Conflict e) {
      return upload.overwrite() == Overwrite.ONLY_IF_ABSENT
          ? new Outcome.Skipped(file.path(), SkipReason.EXISTS, "")
          : failed(file, known, e);
    } catch (StorageException e) {
      return failed(file, known, e);
    } catch (SettingsException | CheckpointException e) {
      breaker.trip(e);
      return failed(file, known, "configuration", message(e), 1);
    }
  }

  private Outcome lift(One one) throws IOException, InterruptedException, StoppedException {
    one.checkLimits();
    try (SteadySource source = SteadySource.open(one.file.content(), surroundings);
        Lifted content = Lifted.of(source, profile.verifies(), tickets)) {
      if (one.sameContent(source, content)) {
        if (upload.mode() == Upload.Mode.REAL) {
          one.remember(source, content.identity());
        }
        return new Outcome.Skipped(one.file.path(), SkipReason.SAME_CONTENT, "");
      }
      if (upload.mode() == Upload.Mode.DRY && one.wouldMeetAnother(content)) {
        return new Outcome.Skipped(one.file.path(), SkipReason.EXISTS, "");
      }
      if (!limits.take(source.length())) {
        return new Outcome.Deferred(one.file.path(), DeferReason.LIMIT, "");
      }
      return upload.mode() == Upload.Mode.DRY
          ? new Outcome.Planned(one.file.path(), one.key, source.length(), one.whyPlanned(source))
          : one.send(source, content);
    }
  }

  private Outcome failed(SourceFile file, Optional<Entry> known, StorageException e) {
    breaker.failed(e);
    StorageException verdict =
        e instanceof Exhausted x && x.getCause() instanceof StorageException c ? c : e;
    String kind = verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    int attempts = e instanceof Exhausted exhausted ? exhausted.attempts() : 1;
    return failed(file, known, kind, message(e), attempts);
  }

  private Outcome failed(
      SourceFile file, Optional<Entry> known, String kind, String error, int attempts) {
    if (upload.mode() == Upload.Mode.REAL) {
      Entry.Failure failure = new Entry.Failure(error, attempts, surroundings.clock().instant());
      rememberFailure(
          known
              .map(entry -> entry.withFailure(failure))
              .orElseGet(() -> Entry.failed(file.path(), failure)));
    }
    return new Outcome.Failed(file.path(), kind, error, attempts);
  }

  private void rememberFailure(Entry entry) {
    try {
      checkpoint.record(entry, List.of());
    } catch (CheckpointException e) {
      breaker.trip(e);
    }
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException failure when failure.getReason() != null -> failure.getReason();
      default -> message(e);
    };
  }

  /** One file. */
  private final class One {
    private final SourceFile file;
    private final Optional<Entry.Stored> stored;
    private final boolean failedBefore;
    private final Optional<Entry.Stored> twin;
    private final ObjectKey key;
    private final long began = surroundings.timer().nanos();

    One(SourceFile file, Optional<Entry> known, Optional<Entry.Stored> twin) {
      this.file = file;
      this.twin = twin;
      stored = known.flatMap(Entry::stored);
      failedBefore = known.flatMap(Entry::failure).isPresent();
      key = key(file.path());
    }

    /** Refuses what the destination could never take, before anything is sent. */
    void checkLimits() {
      int bytes = key.value().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > profile.maxKeyBytes()) {
        throw tooMuch("its key has " + bytes + " bytes", profile.maxKeyBytes(), "shorten the path");
      }
      for (String segment : key.value().split("/", -1)) {
        int length = segment.getBytes(StandardCharsets.UTF_8).length;
        if (length > profile.maxKeySegmentBytes()) {
          throw tooMuch(
              "\"" + segment + "\" has " + length + " bytes",
              profile.maxKeySegmentBytes(),
              "shorten the name");
        }
      }
      long length = file.fingerprint().length();
      if (length > profile.maxObjectLength()) {
        throw tooMuch("it has " + length + " bytes", profile.maxObjectLength(), "split the file");
      }
    }

    private StorageException tooMuch(String what, long limit, String advice) {
      return new StorageException.Rejected(
          StorageException.Where.of(upload.destination().scheme(), "plan", key.value()),
          what + ", and the destination takes at most " + limit + "; " + advice,
          null);
    }

    /** Tells whether the content is at the destination already, though the file looks different. */
    boolean sameContent(SteadySource source, Lifted content)
        throws IOException, InterruptedException, StoppedException {
      if (upload.trust() == Upload.Trust.NOTHING
          || gone.test(key)
          || stored.isEmpty()
          || failedBefore // who knows what of it arrived
          || (!imported() && !stored.get().key().equals(key))
          || stored.get().fingerprint().length() != source.length()) {
        return false;
      }
      return content.identity().equals(stored.get().identity())
          && (!imported() || confirmed(content));
    }

    /** An imported checkpoint knows paths, but not under which keys they are stored. */
    private boolean imported() {
      return stored.orElseThrow().verifiedBy().equals(Entry.IMPORTED);
    }

    /** Nobody verified what an imported checkpoint claims: the destination is asked. */
    private boolean confirmed(Lifted content)
        throws IOException, InterruptedException, StoppedException {
      try {
        return loop.has(key, content, this::retrying);
      } catch (StorageException.Unsupported e) {
        return true; // it cannot be asked
      }
    }

    Why why() {
      if (upload.trust() == Upload.Trust.NOTHING) {
        return Why.REFRESH;
      } else if (failedBefore) {
        return Why.FAILED_BEFORE;
      } else if (stored.isEmpty()) {
        return Why.NEW;
      } else if (gone.test(key)) {
        return Why.GONE;
      } else {
        return imported() || stored.get().key().equals(key) ? Why.CHANGED : Why.MOVED;
      }
    }

    /** Returns why it would be sent, which is what {@link #send} would say. */
    Why whyPlanned(SteadySource source) {
      return checkpoint
              .parked(key)
              .filter(parked -> parked.fingerprint().equals(source.fingerprint()))
              .isPresent()
          ? Why.RESUMED
          : why();
    }

    /** Tells whether there is an object that must not be replaced. */
    boolean wouldMeetAnother(Lifted content)
        throws IOException, InterruptedException, StoppedException {
      return upload.overwrite() == Overwrite.ONLY_IF_ABSENT
          && loop.taken(key, content, this::retrying);
    }

    void remember(SteadySource source, Digest identity) {
      Entry.Stored before = stored.orElseThrow();
      Entry.Stored now =
          new Entry.Stored(
              source.fingerprint(),
              identity,
              key,
              imported() ? "length" : before.verifiedBy(),
              before.why(),
              before.at());
      checkpoint.record(
          Entry.stored(file.path(), now),
          registrations.present(file.path(), now, surroundings.clock().instant()));
    }

    Outcome send(SteadySource source, Lifted content)
        throws IOException, InterruptedException, StoppedException {
      Optional<ParkedUpload> parked = parked(source);
      Why why = parked.isPresent() ? Why.RESUMED : why();
      tally.tell(new Event.FileStarted(file.path(), source.length(), why));
      distrustStored();
      Optional<UploadLoop.Result> copied = copied(content);
      if (copied.isPresent()) {
        source.check();
        record(source, copied.get(), Why.MOVED);
        breaker.stored();
        return outcome(source, copied.get(), Why.MOVED);
      }
      UploadRequest request =
          UploadRequest.of(key, source.length())
              .withOverwrite(upload.overwrite())
              .withAttributes(upload.attributes())
              .withKnownDigests(content.known());
      UploadLoop.Result result =
          loop.send(content, request, parked, new Watch(source, parked, why));
      breaker.stored();
      return outcome(source, result, why);
    }

    private Outcome outcome(SteadySource source, UploadLoop.Result result, Why why) {
      return new Outcome.Stored(
          file.path(),
          key,
          source.length(),
          why,
          result.verifiedBy(),
          result.attempts(),
          result.sentBytes(),
          Duration.ofNanos(surroundings.timer().nanos() - began));
    }

    /** Has the destination copy what it holds of the same content already, if it can. */
    private Optional<UploadLoop.Result> copied(Lifted content)
        throws IOException, InterruptedException, StoppedException {
      if (twin.isEmpty()
          || upload.overwrite() == Overwrite.ONLY_IF_ABSENT
          || !content.identity().equals(twin.get().identity())) {
        return Optional.empty();
      }
      return loop.copy(twin.get().key(), key, content, this::retrying);
    }

    /**
     * What is at the key is about to change. Should this run end before it can remember to what,
     * the next one must not take the older content to be there when the file goes back to it.
     */
    private void distrustStored() {
      if (stored.isPresent() && !failedBefore) {
        Instant now = surroundings.clock().instant();
        Entry.Failure unknown = new Entry.Failure("its upload did not come to an end", 1, now);
        checkpoint.record(Entry.stored(file.path(), stored.get()).withFailure(unknown), List.of());
        checkpoint.flush();
      }
    }

    /** Returns an earlier beginning of this very content; any other to the key is discarded. */
    private Optional<ParkedUpload> parked(SteadySource source)
        throws IOException, InterruptedException, StoppedException {
      if (!mayBeParked.contains(key)) {
        return Optional.empty();
      }
      Optional<ParkedUpload> parked = checkpoint.parked(key);
      if (parked.isPresent() && !parked.get().fingerprint().equals(source.fingerprint())) {
        loop.discard(parked.get());
        checkpoint.unpark(key);
        return Optional.empty();
      }
      return parked;
    }

    private void record(SteadySource source, UploadLoop.Result result, Why why) {
      Entry.Stored now =
          new Entry.Stored(
              source.fingerprint(),
              result.identity(),
              key,
              result.verifiedBy(),
              why,
              surroundings.clock().instant());
      checkpoint.record(Entry.stored(file.path(), now), registrations.stored(file.path(), now));
    }

    private void retrying(int attempt, Duration pause, String error) {
      tally.tell(new Event.Retrying(file.path(), attempt, pause, error));
    }

    /** Passes on what happens, and remembers what is unfinished. */
    private final class Watch implements UploadLoop.Watcher {
      private final SteadySource source;
      private final AtomicBoolean parked;
      private final Why why;

      Watch(SteadySource source, Optional<ParkedUpload> parked, Why why) {
        this.source = source;
        this.parked = new AtomicBoolean(parked.isPresent());
        this.why = why;
      }

      @Override
      public void began(ResumeToken token) {
        parked.set(true);
        mayBeParked.add(key);
        Instant now = surroundings.clock().instant();
        checkpoint.park(new ParkedUpload(key, file.path(), source.fingerprint(), token, now));
      }

      @Override
      public void stored(UploadLoop.Result result) {
        record(source, result, why);
      }

      @Override
      public void ended() {
        if (parked.getAndSet(false)) {
          checkpoint.unpark(key);
        }
      }

      @Override
      public void progressed(long bytes) {
        tally.tell(new Event.Progressed(file.path(), bytes));
      }

      @Override
      public void retrying(int attempt, Duration pause, String error) {
        One.this.retrying(attempt, pause, error);
      }
    }
  }
}
