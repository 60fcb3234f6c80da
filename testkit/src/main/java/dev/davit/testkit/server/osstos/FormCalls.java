package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a form as a page posts it (RFC 7578): the fields in any order, the file last. */
final class FormCalls {
  private static final int MAX_FORM = 64 << 20;
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

  private final Store store;
  private final ObjectCalls objects;

  FormCalls(Store store, ObjectCalls objects) {
    this.store = store;
    this.objects = objects;
  }

  HttpAnswer post(Request request, RequestBody body) throws Refusal, IOException {
    BucketState bucket = store.bucket(request);
    Matcher boundary = BOUNDARY.matcher(request.headers().firstOr("content-type", ""));
    if (!boundary.find()) {
      throw malformed("it is no multipart/form-data");
    }
    byte[] bytes = body.readNBytes(MAX_FORM);
    Map<String, String> fields = new HashMap<>();
    byte[] file = parse(new String(bytes, StandardCharsets.ISO_8859_1), boundary.group(1), fields);
    String key = fields.getOrDefault("key", "");
    if (key.isEmpty()) {
      throw malformed("it has no key");
    }
    store.dialect().verifyForm(bucket.name(), fields, file.length);
    StoredVersion version = store(key, file, fields);
    boolean forbidden =
        fields.getOrDefault(store.dialect().prefix() + "forbid-overwrite", "").equals("true");
    if (!bucket.put(version, present -> !forbidden || present.isEmpty())) {
      throw store.taken();
    }
    int status =
        switch (fields.getOrDefault("success_action_status", "")) {
          case "200" -> 200;
          case "201" -> 201;
          default -> 204;
        };
    return objects.stored(HttpAnswer.of(status), version);
  }

  private StoredVersion store(String key, byte[] file, Map<String, String> fields)
      throws IOException {
    dev.davit.testkit.server.BlobStore.Incoming incoming =
        store.state().blobs().receive(file.length);
    incoming.write(file, 0, file.length);
    dev.davit.core.support.Crc64 crc = dev.davit.core.support.Crc64.ecma();
    crc.update(file, 0, file.length);
    Map<String, String> headers = new HashMap<>();
    Optional.ofNullable(fields.get("content-type"))
        .ifPresent(type -> headers.put("content-type", type));
    String md5 = java.util.HexFormat.of().formatHex(Store.md5().digest(file));
    return objects.version(
        key,
        new Store.Received(incoming.keep(), md5, Long.toUnsignedString(crc.getValue())),
        headers);
  }

  /** Fills in the fields, and returns the file. */
  private static byte[] parse(String form, String boundary, Map<String, String> fields)
      throws Refusal {
    String line = "--" + boundary;
    int at = form.indexOf(line);
    while (at >= 0 && !form.startsWith("--", at + line.length())) {
      int head = at + line.length() + 2;
      int end = form.indexOf("\r\n\r\n", head);
      int next = end < 0 ? -1 : form.indexOf("\r\n" + line, end + 2);
      if (next < 0) {
        throw malformed("a part of it does not end");
      }
      Matcher name = NAME.matcher(form.substring(head, end));
      if (!name.find()) {
        throw malformed("a part of it has no name");
      }
      byte[] value =
          form.substring(Math.min(end + 4, next), next).getBytes(StandardCharsets.ISO_8859_1);
      if (name.group(1).equals("file")) {
        return value; // what follows the file is ignored
      }
      fields.put(name.group(1).toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
      at = next + 2;
    }
    throw malformed("there is no file in it");
  }

  private static Refusal malformed(String why) {
    return new Refusal("MalformedPOSTRequest", "The form cannot be read: " + why + ".");
  }
}
