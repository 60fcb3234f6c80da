package dev.davit.local.state;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Writes {@code upload_checkpoint.json}, for people and scripts: what the batch uploaders before
 * Davit wrote, in the same form.
 *
 * <ul>
 *   <li>{@code timestamp}: local time at which the writing began
 *   <li>{@code completed_files}: what is stored; not if a later try of the same file failed
 *   <li>{@code failed_files}: what the last try could not store, with its error
 *   <li>{@code pending_files}: what has begun and is not complete, and will be continued. What was
 *       never tried is not known here.
 * </ul>
 *
 * <p>Paths are absolute. The file is whole at every moment, before or after. Memory does not grow
 * with the number of files, except with that of unfinished uploads.
 */
final class UploadCheckpointJson {
  static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final JsonFactory JSON = new JsonFactory();
  private static final int PAGE_ROWS = 2048;

  private final JobFolder folder;
  private final Database database;
  private final Lookups lookups;
  private final Clock clock;

  UploadCheckpointJson(JobFolder folder, Database database, Lookups lookups, Clock clock) {
    this.folder = folder;
    this.database = database;
    this.lookups = lookups;
    this.clock = clock;
  }

  /** Writes the file; returns false, and leaves the old one, if that was cancelled. */
  boolean write(BooleanSupplier cancelled) throws IOException, SQLException {
    Path target = folder.json();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      boolean whole;
      try (FileOutputStream file = OwnerOnly.replace(temporary)) {
        whole = write(file, cancelled);
        if (whole) {
          file.getFD().sync();
        }
      }
      if (whole) {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path place = target.toAbsolutePath().getParent();
        OwnerOnly.sync(place == null ? folder.path() : place);
      }
      return whole;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private boolean write(FileOutputStream file, BooleanSupplier cancelled)
      throws IOException, SQLException {
    JsonGenerator out =
        JSON.createGenerator(new BufferedOutputStream(file, 1 << 16), JsonEncoding.UTF8);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    out.setPrettyPrinter(
        new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter));
    ExportedPath paths = new ExportedPath(folder.job().source());
    out.writeStartObject();
    out.writeStringField("timestamp", TIMESTAMP.format(LocalDateTime.now(clock)));
    long failures = writeCompleted(out, paths, cancelled);
    writeFailed(out, paths, failures > 0, cancelled);
    out.writeArrayFieldStart("pending_files");
    for (RelativePath path : parkedPaths()) {
      paths.write(path, out);
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeRaw('\n');
    out.flush();
    return !cancelled.getAsBoolean();
  }

  private long writeCompleted(JsonGenerator out, ExportedPath paths, BooleanSupplier cancelled)
      throws IOException, SQLException {
    long[] failures = {0};
    out.writeArrayFieldStart("completed_files");
    walk(
        entry -> {
          if (entry.failure().isEmpty()) {
            paths.write(entry.path(), out);
          } else {
            failures[0]++;
          }
        },
        cancelled);
    out.writeEndArray();
    return failures[0];
  }

  private void writeFailed(
      JsonGenerator out, ExportedPath paths, boolean any, BooleanSupplier cancelled)
      throws IOException, SQLException {
    out.writeArrayFieldStart("failed_files");
    if (any) {
      walk(
          entry -> {
            if (entry.failure().isPresent()) {
              writeFailure(out, paths, entry.path(), entry.failure().get());
            }
          },
          cancelled);
    }
    out.writeEndArray();
  }

  private static void writeFailure(
      JsonGenerator out, ExportedPath paths, RelativePath path, Failure failure)
      throws IOException {
    out.writeStartArray();
    paths.write(path, out);
    out.writeString(failure.error());
    out.writeEndArray();
  }

  private Set<RelativePath> parkedPaths() {
    Set<RelativePath> paths = new TreeSet<>();
    List<ParkedUpload> parked = lookups.parked();
    for (ParkedUpload upload : parked) {
      paths.add(upload.path());
    }
    return paths;
  }

  private void walk(Visitor visitor, BooleanSupplier cancelled) throws IOException, SQLException {
    EntryCodec codec = new EntryCodec();
    try (PageReader reader = new PageReader(database)) {
      Page page = reader.after("", PAGE_ROWS);
      while (!cancelled.getAsBoolean()) {
        for (byte[] row : page.rows()) {
          visitor.visit(Rows.decode(row, codec));
        }
        if (page.last()) {
          break;
        }
        page = reader.after(page.lastPath(), PAGE_ROWS);
      }
    }
  }

  /** Takes entries. */
  @FunctionalInterface
  private interface Visitor {
    void visit(Entry entry) throws IOException;
  }
}
