package dev.davit.lane;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.support.MultipartCalls.Part;
import dev.davit.core.support.PartPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies within the bucket: at once, or in parts where an object is too large for that. */
final class Copying implements ServerCopy {
  private static final long PART = 512L << 20;

  private final Reach reach;

  Copying(Reach reach) {
    this.reach = reach;
  }

  @Override
  public StoredObject copy(ObjectKey from, ObjectKey to) {
    Where where = reach.errors().where("CopyObject", to.value());
    StoredObject source =
        reach
            .calls()
            .find(from)
            .orElseThrow(
                () -> new Missing(where, Missing.What.OBJECT, "there is no " + from, null));
    if (source.length() <= reach.settings().copyAtOnce()) {
      atOnce(where, source, to);
    } else {
      inParts(source, to);
    }
    return reach
        .calls()
        .find(to)
        .filter(copy -> copy.length() == source.length())
        .filter(copy -> copy.digests().equals(source.digests()))
        .orElseThrow(() -> new Transient(where, "the copy is not there", null));
  }

  private Map<String, String> sourceOf(StoredObject source) {
    String prefix = reach.dialect().prefix();
    Map<String, String> headers = new TreeMap<>();
    headers.put(
        prefix + "copy-source",
        "/" + reach.place().bucket() + "/" + Encoding.path(source.key().value()));
    source.etag().ifPresent(etag -> headers.put(prefix + "copy-source-if-match", '"' + etag + '"'));
    return headers;
  }

  private void atOnce(Where where, StoredObject source, ObjectKey to) {
    try {
      Map<String, String> headers = sourceOf(source);
      headers.putAll(ofItself());
      reach.calls().call("CopyObject", "PUT", to, "", headers, null, false);
    } catch (Transient e) {
      throw e.getCause() instanceof IOException cause && Errors.lost(cause)
          ? new Indeterminate(where, String.valueOf(e.getMessage()), e)
          : e;
    }
  }

  /** Storage class, encryption and access are not inherited from the source, unlike metadata. */
  private Map<String, String> ofItself() {
    Map<String, String> headers = new TreeMap<>(reach.settings().objectHeaders());
    headers.putAll(reach.settings().finishHeaders());
    headers
        .keySet()
        .removeIf(name ->
            !name.endsWith("-storage-class")
                && !name.endsWith("-acl")
                && !name.contains("-server-side-encryption"));
    return headers;
  }

  private void inParts(StoredObject source, ObjectKey to) {
    UploadRequest request = UploadRequest.of(to, source.length());
    long part = Math.min(PART, reach.settings().copyAtOnce());
    PartPlan plan = PartPlan.of(source.length(), part, reach.settings().limits());
    String uploadId = reach.calls().create(request);
    try {
      List<Part> parts = new ArrayList<>();
      for (int number = 1; number <= plan.parts(); number++) {
        parts.add(part(source, to, uploadId, number, plan.range(number)));
      }
      reach.calls().complete(request, uploadId, parts);
    } catch (StorageException e) {
      reach.calls().discard(to, uploadId);
      throw e;
    }
  }

  private Part part(
      StoredObject source, ObjectKey to, String uploadId, int number, ByteRange range) {
    Map<String, String> headers = sourceOf(source);
    headers.put(
        reach.dialect().prefix() + "copy-source-range",
        "bytes=" + range.offset() + "-" + (range.end() - 1));
    String query = "partNumber=" + number + "&uploadId=" + Encoding.query(uploadId);
    Answer answer = reach.calls().call("UploadPartCopy", "PUT", to, query, headers, null, false);
    String etag = answer.document().text("ETag").replace("\"", "");
    return new Part(number, range.length(), etag, "");
  }
}
