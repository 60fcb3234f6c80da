package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes, reads, copies and deletes whole objects. */
final class ObjectCalls {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private final Store store;
  private final Callbacks callbacks;

  ObjectCalls(Store store, Callbacks callbacks) {
    this.store = store;
    this.callbacks = callbacks;
  }

  HttpAnswer put(Request request, RequestBody body) throws Refusal, IOException {
    if (!store.allowed(request).test(store.bucket(request).object(request.key()))) {
      throw store.taken();
    }
    Store.Received received = store.receive(request.head(), body);
    StoredVersion version = version(request.key(), received, store.kept(request));
    if (!store.bucket(request).put(version, store.allowed(request))) {
      throw store.taken();
    }
    return callbacks.after(request, version, stored(HttpAnswer.of(200), version));
  }

  StoredVersion version(String key, Store.Received received, Map<String, String> headers) {
    return new StoredVersion(
        key,
        received.content(),
        store.dialect().etag(received.md5()),
        store.now(),
        headers,
        Map.of(Store.CRC, received.crc64()),
        List.of());
  }

  HttpAnswer stored(HttpAnswer answer, StoredVersion version) {
    return answer
        .with("ETag", Store.quoted(version.etag()))
        .with(
            store.dialect().prefix() + "hash-crc64ecma",
            version.checksums().getOrDefault(Store.CRC, "0"));
  }

  HttpAnswer get(Request request) throws Refusal {
    StoredVersion version = store.object(request);
    if (!version.content().kept()) {
      throw new Refusal("NotImplemented", "This server keeps lengths and digests only.");
    }
    Optional<Blob> part = range(request.headers().firstOr("range", ""), version);
    HttpAnswer answer = store.shown(HttpAnswer.of(part.isPresent() ? 206 : 200), version);
    return answer.body(part.orElse(version.content()));
  }

  HttpAnswer head(Request request) throws Refusal {
    StoredVersion version = store.object(request);
    return store.shown(HttpAnswer.of(200), version).body(version.content()).withholdBody();
  }

  HttpAnswer delete(Request request) throws Refusal {
    store.bucket(request).delete(request.key(), store.now());
    return HttpAnswer.of(204);
  }

  /** Deletes what a document lists. */
  HttpAnswer deleteAll(Request request, RequestBody body) throws Refusal, IOException {
    Tree document = store.document(body);
    List<Doc> deleted = new ArrayList<>();
    for (Tree object : document.all(store.dialect().plural("Object"))) {
      String key = object.value("Key").orElse("");
      store.bucket(request).delete(key, store.now());
      deleted.add(new Doc().set("Key", key));
    }
    Doc answer = new Doc();
    if (!document.value("Quiet").orElse("false").equals("true")) {
      answer.list("Deleted", deleted);
    }
    return store.dialect().worded(200, "DeleteResult", answer);
  }

  HttpAnswer copy(Request request) throws Refusal {
    StoredVersion source = source(request);
    boolean replaces =
        request.own("metadata-directive").filter(d -> d.equalsIgnoreCase("REPLACE")).isPresent();
    StoredVersion copy =
        new StoredVersion(
            request.key(),
            source.content(),
            source.etag(),
            store.now(),
            replaces ? store.kept(request) : with(source.headers(), store.keptOfItself(request)),
            source.checksums(),
            source.partLengths());
    if (!store.bucket(request).put(copy, store.allowed(request))) {
      throw store.taken();
    }
    HttpAnswer answer =
        store
            .dialect()
            .worded(
                200,
                "CopyObjectResult",
                new Doc()
                    .set("LastModified", Store.isoDate(copy.modified()))
                    .set("ETag", Store.quoted(copy.etag())));
    return stored(answer, copy);
  }

  private static Map<String, String> with(Map<String, String> headers, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return all;
  }

  /** Returns the object that a copy reads. */
  StoredVersion source(Request request) throws Refusal {
    String named = request.own("copy-source").orElse("");
    String decoded =
        Percent.decode(named, false)
            .orElseThrow(() -> new Refusal("InvalidArgument", "Copy source is malformed."));
    String source = decoded.startsWith("/") ? decoded.substring(1) : decoded;
    int slash = source.indexOf('/');
    if (slash < 1) {
      throw new Refusal("InvalidArgument", "Copy source must be /bucket/key.");
    }
    StoredVersion version =
        store
            .bucket(source.substring(0, slash))
            .object(source.substring(slash + 1))
            .orElseThrow(Store::noSuchKey);
    Optional<String> wanted = request.own("copy-source-if-match");
    if (wanted.isPresent() && !wanted.get().replace("\"", "").equals(version.etag())) {
      throw new Refusal("PreconditionFailed", "The source is not what it must match.");
    }
    return version;
  }

  /** Returns the bytes that a range names; empty for all. */
  static Optional<Blob> range(String text, StoredVersion version) throws Refusal {
    Matcher form = RANGE.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      return Optional.empty();
    }
    long length = version.length();
    long from = form.group(1).isEmpty() ? -1 : Long.parseLong(form.group(1));
    long to = form.group(2).isEmpty() ? length - 1 : Long.parseLong(form.group(2));
    if (from < 0) {
      from = Math.max(0, length - to);
      to = length - 1;
    }
    to = Math.min(to, length - 1);
    if (from > to) {
      throw new Refusal("InvalidRange", "The requested range cannot be satisfied.");
    }
    return Optional.of(version.content().slice(from, to - from + 1));
  }
}
