package dev.davit.form;

import dev.davit.core.model.Secret;
import dev.davit.core.port.Body;
import dev.davit.lane.BodyPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Fields in their order, and a body as the part {@code file} after them (RFC 7578). */
final class FormPayload extends RequestBody {
  private static final int BOUNDARY = 16;

  private final BodyPayload file;
  private final byte[] before;
  private final byte[] after;
  private final MediaType type;

  FormPayload(Map<String, Secret> fields, String filename, Body body, RandomGenerator random) {
    byte[] bytes = new byte[BOUNDARY];
    random.nextBytes(bytes);
    String boundary = "davit-" + HexFormat.of().formatHex(bytes);
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) ->
        part(text, boundary, "name=\"" + escaped(name) + "\"")
            .append("\r\n")
            .append(value.reveal())
            .append("\r\n"));
    part(text, boundary, "name=\"file\"; filename=\"" + escaped(filename) + "\"")
        .append("Content-Type: application/octet-stream\r\n\r\n");
    before = text.toString().getBytes(StandardCharsets.UTF_8);
    after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    type = MediaType.get("multipart/form-data; boundary=" + boundary);
    file = new BodyPayload(body);
  }

  private static StringBuilder part(StringBuilder text, String boundary, String disposition) {
    return text.append("--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; ")
        .append(disposition)
        .append("\r\n");
  }

  /** As browsers do: html.spec.whatwg.org/multipage/form-control-infrastructure.html. */
  private static String escaped(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Returns what the body itself failed with, if it did. */
  @Nullable IOException failure() {
    return file.failure();
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return before.length + file.contentLength() + after.length;
  }

  @Override
  public boolean isOneShot() {
    return true; // OkHttp then never repeats it by itself
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(before);
    file.writeTo(sink);
    sink.write(after);
  }
}
