package dev.davit.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Keeps the elements of a JSON array on disk until it is their turn. Used by one thread. */
final class Spool implements Closeable {
  private final FileChannel file;
  private final OutputStream out;
  private final JsonGenerator json;
  private boolean empty = true;

  private Spool(FileChannel file) throws IOException {
    this.file = file;
    out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 14);
    json = JsonText.generator(out);
  }

  /**
   * Opens one. On Unix its file has no name any more once this returns, so that nothing is left
   * behind even by {@code kill -9}.
   */
  static Spool open(Path file) throws IOException {
    return new Spool(
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            OwnerOnly.file()));
  }

  /** Writes one element. */
  interface Element {
    /** Writes its fields. */
    void write(JsonGenerator json) throws IOException;
  }

  void add(Element element) throws IOException {
    json.writeRaw(empty ? "\n    " : ",\n    ");
    empty = false;
    json.writeStartObject();
    element.write(json);
    json.writeEndObject();
  }

  void copyTo(WritableByteChannel target) throws IOException {
    json.flush();
    long size = file.size();
    long done = 0;
    while (done < size) {
      done += file.transferTo(done, size - done, target);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
