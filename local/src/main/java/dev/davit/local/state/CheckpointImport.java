package dev.davit.local.state;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.Entry.Stored;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.port.Checkpoint;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what an {@code upload_checkpoint.json} tells, as far as the files still speak for it.
 *
 * <p>A completed file counts if it is there, is a regular file below the source, and was changed
 * neither in content nor in attributes after the JSON was written. It is remembered as stored with
 * {@link Entry#IMPORTED} in place of a check and its path in place of its key: the JSON knows
 * neither. Every such file is read once for its digest.
 *
 * <p>An interrupt ends the import after the file at hand; the next run goes on with it.
 */
final class CheckpointImport {
  private final Path source;
  private final ZoneId zone;
  private final Checkpoint checkpoint;
  private long stored;
  private long failed;
  private long changed;
  private long gone;
  private long outside;

  CheckpointImport(Path source, ZoneId zone, Checkpoint checkpoint) {
    this.source = source;
    this.zone = zone;
    this.checkpoint = checkpoint;
  }

  /**
   * Takes over a file, if it is readable to its end.
   *
   * @return false if interrupted before its end
   * @throws MalformedException if it is not of that form; nothing was taken over
   */
  boolean run(Path json) throws IOException {
    Instant written;
    try {
      written = ImportedJson.read(json, zone, new Nothing());
    } catch (JsonParseException | StreamConstraintsException | CharConversionException e) {
      throw new MalformedException(e);
    }
    try {
      ImportedJson.read(json, zone, new Taker(written));
      return true;
    } catch (StoppedException e) {
      return false;
    } finally {
      checkpoint.flush();
    }
  }

  /** Says what became of the file, for people. */
  String summary(Path json) {
    StringBuilder text = new StringBuilder("Took over from " + json + ": ");
    text.append(stored).append(" files as uploaded, ").append(failed).append(" as failed");
    append(text, changed, " changed since");
    append(text, gone, " are gone");
    append(text, outside, " lie outside of " + source + " and were ignored");
    return text.append(". The destination will be asked before they are believed.").toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append("; ").append(count).append(what);
    }
  }

  /** Returns a path below the source; null if it lies elsewhere. */
  private @Nullable RelativePath below(String text) throws IOException {
    String root = new ExportedPath(source).root();
    if (text.startsWith(root)) {
      try {
        return ExportedPath.parse(text.substring(root.length()));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return throughLinks(text);
  }

  /** The source may have been named by a link when the JSON was written. */
  private @Nullable RelativePath throughLinks(String text) {
    try {
      Path file = Path.of(text);
      Path parent = file.getParent();
      Path name = file.getFileName();
      if (!file.isAbsolute() || parent == null || name == null) {
        return null;
      }
      Path real = parent.toRealPath().resolve(name);
      return real.startsWith(source) && !real.equals(source)
          ? ExportedPath.parse(source.relativize(real).toString())
          : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Counts nothing: the first reading only finds out whether there can be a second. */
  private static final class Nothing implements ImportedJson.Visitor {
    @Override
    public void completed(String path) {}

    @Override
    public void failed(String path, String error) {}
  }

  private final class Taker implements ImportedJson.Visitor {
    private final Instant written;
    private final long writtenNanos;

    Taker(Instant written) {
      this.written = written;
      writtenNanos = Times.nanos(written);
    }

    @Override
    public void completed(String text) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new StoppedException();
      }
      RelativePath path = below(text);
      if (path == null) {
        outside++;
      } else if (checkpoint.entry(path).isPresent()) {
        stored++; // taken over before an interrupt
      } else {
        take(path);
      }
    }

    private void take(RelativePath path) {
      try {
        Path file = source.resolve(path.value());
        Fingerprint before = ContentIdentity.look(file);
        if (!file.toRealPath().equals(file)) {
          outside++; // a link on the way leads elsewhere
        } else if (before.modifiedNanos() > writtenNanos || before.changedNanos() > writtenNanos) {
          changed++;
        } else {
          take(path, file, before);
        }
      } catch (IOException | InvalidPathException e) {
        gone++;
      }
    }

    private void take(RelativePath path, Path file, Fingerprint before) throws IOException {
      Stored entry =
          new Stored(
              before,
              ContentIdentity.of(file, before.length()),
              ObjectKey.of(path.value()),
              Entry.IMPORTED,
              Why.NEW,
              written);
      if (ContentIdentity.look(file).equals(before)) {
        checkpoint.record(Entry.stored(path, entry), List.of());
        stored++;
      } else {
        changed++;
      }
    }

    @Override
    public void failed(String text, String error) throws IOException {
      RelativePath path = below(text);
      if (path == null) {
        outside++;
      } else {
        checkpoint.record(Entry.failed(path, new Failure(error, 1, written)), List.of());
        failed++;
      }
    }
  }

  /** The file is not of the form that it should have. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
