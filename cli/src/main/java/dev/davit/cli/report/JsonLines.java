package dev.davit.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes what a verb found as NDJSON: objects with the field {@code event} and others, one to a
 * line. The last one is {@code exit} with {@code code}, {@code meaning}, and {@code error} if there
 * was one. Safe for use by any thread.
 */
public final class JsonLines {
  private final ReentrantLock lock = new ReentrantLock();
  private final JsonGenerator json;

  /** Makes one. */
  public JsonLines(OutputStream out) {
    try {
      json = JsonText.generator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the fields of one object. */
  @FunctionalInterface
  public interface Fields {
    /** Writes them. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes a line. */
  public void line(String event, Fields fields) {
    lock.lock();
    try {
      json.writeStartObject();
      json.writeStringField("event", event);
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Writes the last line. */
  public void exit(int code, String meaning, String error) {
    line(
        "exit",
        fields -> {
          fields.writeNumberField("code", code);
          fields.writeStringField("meaning", meaning);
          if (!error.isEmpty()) {
            fields.writeStringField("error", error);
          }
        });
    try {
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an enum's constant as a value, such as {@code same_content}. */
  public static String of(Enum<?> constant) {
    return JsonText.of(constant);
  }
}
