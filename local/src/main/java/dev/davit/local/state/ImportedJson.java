package dev.davit.local.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads an {@code upload_checkpoint.json}, one item at a time. */
final class ImportedJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ImportedJson() {}

  /** Takes what the file tells. */
  interface Visitor {
    /** Takes a path of {@code completed_files}. */
    void completed(String path) throws IOException;

    /** Takes an element of {@code failed_files}. */
    void failed(String path, String error) throws IOException;
  }

  /**
   * Reads a file to its end.
   *
   * @return its timestamp
   * @throws JsonParseException if it is not of that form
   */
  static Instant read(Path file, ZoneId zone, Visitor visitor) throws IOException {
    Instant timestamp = null;
    try (JsonParser in = JSON.createParser(file.toFile())) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        JsonToken value = in.nextToken();
        switch (name) {
          case "timestamp" -> timestamp = timestamp(in, zone);
          case "completed_files" -> readCompleted(in, value, visitor);
          case "failed_files" -> readFailed(in, value, visitor);
          default -> in.skipChildren();
        }
      }
      expect(in, in.currentToken(), JsonToken.END_OBJECT);
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "something follows the object");
      }
      if (timestamp == null) {
        throw new JsonParseException(in, "it has no timestamp");
      }
      return timestamp;
    }
  }

  private static void readCompleted(JsonParser in, @Nullable JsonToken value, Visitor visitor)
      throws IOException {
    expect(in, value, JsonToken.START_ARRAY);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in, in.currentToken(), JsonToken.VALUE_STRING);
      visitor.completed(in.getText());
    }
  }

  private static void readFailed(JsonParser in, @Nullable JsonToken value, Visitor visitor)
      throws IOException {
    expect(in, value, JsonToken.START_ARRAY);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in, in.currentToken(), JsonToken.START_ARRAY);
      expect(in, in.nextToken(), JsonToken.VALUE_STRING);
      String path = in.getText();
      expect(in, in.nextToken(), JsonToken.VALUE_STRING);
      visitor.failed(path, in.getText());
      expect(in, in.nextToken(), JsonToken.END_ARRAY);
    }
  }

  /** Without an offset it is local time; of two such moments the earlier, which believes less. */
  private static Instant timestamp(JsonParser in, ZoneId zone) throws IOException {
    expect(in, in.currentToken(), JsonToken.VALUE_STRING);
    String text = in.getText();
    try {
      return LocalDateTime.parse(text).atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    } catch (DateTimeException e) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e2) {
        throw new JsonParseException(in, "\"" + text + "\" is no timestamp", e2);
      }
    }
  }

  private static void expect(JsonParser in, @Nullable JsonToken found, JsonToken wanted)
      throws JsonParseException {
    if (found != wanted) {
      throw new JsonParseException(in, "expected " + wanted + ", found " + found);
    }
  }
}
