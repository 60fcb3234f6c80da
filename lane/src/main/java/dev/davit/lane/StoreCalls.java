package dev.davit.lane;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.support.Digests;
import dev.davit.core.support.MultipartCalls;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The single requests of an upload. An object or part counts as stored when the service returned
 * the CRC-64 of what was sent, and not before.
 */
public final class StoreCalls implements MultipartCalls {
  private static final DigestAlgorithm CRC = DigestAlgorithm.CRC64_ECMA;
  private static final String CRC_HEADER = "hash-crc64ecma";

  private final StoreSettings settings;
  private final Dialect dialect;
  private final Place place;
  private final Http http;
  private final Errors errors;
  private final ObjectHeaders objectHeaders;

  /** Makes the calls of a bucket. */
  public StoreCalls(
      StoreSettings settings, Dialect dialect, Place place, Http http, Errors errors) {
    this.settings = settings;
    this.dialect = dialect;
    this.place = place;
    this.http = http;
    this.errors = errors;
    objectHeaders = new ObjectHeaders(settings.objectHeaders(), dialect.prefix(), errors);
  }

  @Override
  public StoredObject put(UploadRequest request, Body body) throws IOException {
    Where where = errors.where("PutObject", request.key().value());
    Map<String, String> headers = objectHeaders.of(request);
    headers.putAll(settings.finishHeaders());
    boolean conditional = forbid(request, headers);
    Answer answer = send(where, request.key(), "", headers, body, conditional);
    if (answer.status() == 203) {
      throw new Transient(where, callbackFailed(answer), null);
    }
    Digest crc = verified(where, answer, body);
    return versioned(
        StoredObject.of(request.key(), body.length())
            .withEtag(answer.etag())
            .withDigests(List.of(crc)),
        answer);
  }

  @Override
  public Part uploadPart(UploadRequest request, String uploadId, int number, Body body)
      throws IOException {
    Where where = errors.where("UploadPart", request.key().value());
    String query = "partNumber=" + number + "&uploadId=" + Encoding.query(uploadId);
    Answer answer = send(where, request.key(), query, new TreeMap<>(), body, false);
    Digest crc = verified(where, answer, body);
    return new Part(number, body.length(), answer.etag(), decimal(crc));
  }

  private Answer send(
      Where where,
      ObjectKey key,
      String query,
      Map<String, String> headers,
      Body body,
      boolean conditional)
      throws IOException {
    headers.putAll(settings.transferHeaders());
    Http.Outcome outcome = http.send(place.target("PUT", key.value(), query), headers, body);
    Answer answer = outcome.answer();
    if (answer == null) {
      StorageException failed = errors.failed(where, outcome.failure());
      throw conditional && outcome.bodySent() && failed instanceof Transient
          ? indeterminate(failed)
          : failed;
    }
    if (!answer.successful() || (answer.holdsError() && answer.status() != 203)) {
      throw errors.refused(where, answer, outcome.key(), conditional);
    }
    return answer;
  }

  /** Returns the service's own checksum of what was sent, if it is the right one. */
  private Digest verified(Where where, Answer answer, Body body) throws IOException {
    Digest ours = body.digest(CRC);
    String theirs = answer.own(CRC_HEADER);
    if (answer.etag().isEmpty() || theirs.isEmpty()) {
      throw new Transient(
          where,
          "the answer was "
              + answer.status()
              + " but no ETag and CRC-64 came with it: something between here and the service may"
              + " have answered in its place",
          null);
    }
    if (!theirs.equals(decimal(ours))) {
      throw new Transient(
          where,
          "the service has the CRC-64 " + theirs + ", and what was sent has " + decimal(ours),
          null);
    }
    return ours;
  }

  @Override
  public String create(UploadRequest request) {
    Map<String, String> headers = objectHeaders.of(request);
    boolean conditional = forbid(request, headers);
    String operation = "InitiateMultipartUpload";
    Answer answer =
        call(operation, "POST", request.key(), dialect.bare("uploads"), headers, null, conditional);
    String uploadId = answer.document().text("UploadId");
    if (uploadId.isEmpty()) {
      throw new Transient(
          errors.where(operation, request.key().value()), "the answer names no upload", null);
    }
    return uploadId;
  }

  @Override
  public List<Part> listParts(UploadRequest request, String uploadId) {
    List<Part> parts = new ArrayList<>();
    String marker = "";
    do {
      String query =
          "max-parts=1000"
              + (marker.isEmpty() ? "" : "&part-number-marker=" + marker)
              + "&uploadId="
              + Encoding.query(uploadId);
      Document page =
          call("ListParts", "GET", request.key(), query, Map.of(), null, false).document();
      for (Document part : page.all(dialect.partName())) {
        parts.add(
            new Part(
                part.number("PartNumber").orElse(0L).intValue(),
                part.number("Size").orElse(-1L),
                part.text("ETag").replace("\"", ""),
                part.text("HashCrc64ecma")));
      }
      String next = page.text("NextPartNumberMarker");
      boolean more = page.text("IsTruncated").equals("true") && !next.equals(marker);
      marker = more ? next : "";
    } while (!marker.isEmpty());
    return parts;
  }

  /**
   * Puts the object together. What became of a request whose answer was lost is looked for at once
   * where that can be told: only here is known what checksum the object must have.
   */
  @Override
  public StoredObject complete(UploadRequest request, String uploadId, List<Part> parts) {
    Where where = errors.where("CompleteMultipartUpload", request.key().value());
    Map<String, String> headers = new TreeMap<>(settings.finishHeaders());
    headers.put("content-type", dialect.documentType());
    boolean conditional = forbid(request, headers);
    byte[] document =
        dialect.completion(
            parts.stream().map(p -> new Dialect.NamedPart(p.number(), p.etag())).toList());
    Http.Outcome outcome =
        http.ask(
            place.target("POST", request.key().value(), "uploadId=" + Encoding.query(uploadId)),
            headers,
            document);
    Answer answer = outcome.answer();
    IOException failure = outcome.failure();
    if (answer == null) {
      StorageException failed = errors.failed(where, failure);
      throw failure != null && Errors.lost(failure) && failed instanceof Transient
          ? indeterminate(failed)
          : failed;
    }
    if (answer.status() == 203) {
      throw new Rejected(where, callbackFailed(answer), null);
    }
    if (!answer.successful() || answer.holdsError()) {
      StorageException refusal = errors.refused(where, answer, outcome.key(), conditional);
      if (refusal instanceof Missing missing && missing.what() == Missing.What.UPLOAD) {
        return settled(request, parts).orElseThrow(() -> missing);
      }
      throw refusal;
    }
    return receipt(where, request, answer);
  }

  private StoredObject receipt(Where where, UploadRequest request, Answer answer) {
    String crc = answer.own(CRC_HEADER);
    String etag =
        answer.etag().isEmpty() ? answer.document().text("ETag").replace("\"", "") : answer.etag();
    if (crc.isEmpty() || etag.isEmpty()) {
      throw new Indeterminate(
          where, "the service said yes, but named neither ETag nor CRC-64", null);
    }
    return versioned(
        StoredObject.of(request.key(), request.length())
            .withEtag(etag)
            .withDigests(List.of(digest(crc))),
        answer);
  }

  /** Returns the object if an earlier completion, whose answer was lost, has made it. */
  private Optional<StoredObject> settled(UploadRequest request, List<Part> parts) {
    Digest whole = digest("0");
    for (Part part : parts) {
      if (part.checksum().isEmpty()) {
        return Optional.empty();
      }
      whole = Digests.combine(CRC, whole, digest(part.checksum()), part.length());
    }
    Digest wanted = whole;
    return find(request.key())
        .filter(found -> found.length() == request.length())
        .filter(found -> found.digest(CRC).filter(wanted::equals).isPresent());
  }

  private boolean forbid(UploadRequest request, Map<String, String> headers) {
    boolean conditional = request.overwrite() == Overwrite.ONLY_IF_ABSENT;
    if (conditional) {
      headers.put(dialect.prefix() + "forbid-overwrite", "true");
    }
    return conditional;
  }

  private static Indeterminate indeterminate(StorageException e) {
    return new Indeterminate(e.where(), e.getMessage() + "; it may be stored", e.getCause());
  }

  private static String callbackFailed(Answer answer) {
    return "the object is stored, but the service could not call the callback's address: "
        + answer.message()
        + "; check --setting callback-url=…";
  }

  @Override
  public void abort(UploadRequest request, String uploadId) {
    discard(request.key(), uploadId);
  }

  /** Discards an unfinished upload. Nothing happens if there is none. */
  public void discard(ObjectKey key, String uploadId) {
    try {
      String query = "uploadId=" + Encoding.query(uploadId);
      call("AbortMultipartUpload", "DELETE", key, query, Map.of(), null, false);
    } catch (Missing e) {
      if (e.what() == Missing.What.CONTAINER) {
        throw e;
      }
    }
  }

  /** Looks for an object. */
  public Optional<StoredObject> find(ObjectKey key) {
    try {
      return Optional.of(stored(key, head(key)));
    } catch (Missing e) {
      if (e.what() == Missing.What.CONTAINER) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** A refusal of HEAD has no body to say why: then the first byte is asked for, which has one. */
  private Answer head(ObjectKey key) {
    Http.Outcome outcome = http.ask(place.target("HEAD", key.value(), ""), Map.of(), null);
    Answer answer = outcome.answer();
    if (answer == null) {
      throw errors.failed(errors.where("HeadObject", key.value()), outcome.failure());
    }
    if (!answer.successful() && answer.status() != 404 && answer.code().isEmpty()) {
      call("GetObject", "GET", key, "", Map.of("range", "bytes=0-0"), null, false);
    }
    if (!answer.successful()) {
      throw errors.refused(errors.where("HeadObject", key.value()), answer, outcome.key(), false);
    }
    return answer;
  }

  private StoredObject stored(ObjectKey key, Answer head) {
    String length = head.header("content-length");
    if (!length.matches("\\d{1,18}") || head.etag().isEmpty()) {
      throw new Unsupported(
          errors.where("HeadObject", key.value()), "the service tells neither length nor ETag");
    }
    StoredObject found = StoredObject.of(key, Long.parseLong(length)).withEtag(head.etag());
    String crc = head.own(CRC_HEADER);
    if (!crc.isEmpty()) {
      found = found.withDigests(List.of(digest(crc)));
    }
    Optional<Instant> modified = modified(head.header("last-modified"));
    return versioned(modified.isPresent() ? found.withLastModified(modified.get()) : found, head);
  }

  private static Optional<Instant> modified(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Sends a request without content, once. */
  public Answer call(
      String operation,
      String method,
      ObjectKey key,
      String query,
      Map<String, String> headers,
      byte @Nullable [] document,
      boolean conditional) {
    Where where = errors.where(operation, key.value());
    Http.Outcome outcome = http.ask(place.target(method, key.value(), query), headers, document);
    Answer answer = outcome.answer();
    if (answer == null) {
      throw errors.failed(where, outcome.failure());
    }
    if (!answer.successful() || answer.holdsError()) {
      throw errors.refused(where, answer, outcome.key(), conditional);
    }
    return answer;
  }

  private static StoredObject versioned(StoredObject stored, Answer answer) {
    String version = answer.own("version-id");
    return version.isEmpty() ? stored : stored.withVersion(version);
  }

  static Digest digest(String decimal) {
    return Digest.ofChecksum(CRC, Long.parseUnsignedLong(decimal));
  }

  private static String decimal(Digest crc) {
    return Long.toUnsignedString(crc.checksum());
  }
}
