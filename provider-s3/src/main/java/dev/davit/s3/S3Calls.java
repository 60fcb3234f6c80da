package dev.davit.s3;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.support.MultipartCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The single requests of S3: those that carry bytes on the short path, the others by the SDK. */
final class S3Calls implements MultipartCalls {
  private static final long SENT_UNASKED = 256 << 10; // bytes that cost no more than a question

  private final S3Settings settings;
  private final Bucket bucket;
  private final S3Http http;
  private final S3Errors errors;
  private final S3Control control;
  private final ObjectHeaders objectHeaders;
  private final Checks checks;

  S3Calls(
      S3Settings settings,
      Bucket bucket,
      S3Http http,
      S3Errors errors,
      S3Control control,
      Checks checks) {
    this.settings = settings;
    this.bucket = bucket;
    this.http = http;
    this.errors = errors;
    this.control = control;
    this.checks = checks;
    objectHeaders = new ObjectHeaders(settings);
  }

  @Override
  public StoredObject put(UploadRequest request, Body body) throws IOException {
    if (body.length() > SENT_UNASKED) {
      requireFree(request, "PutObject");
    }
    Where where = S3Errors.where("PutObject", request.key().value());
    boolean conditional = request.overwrite() == Overwrite.ONLY_IF_ABSENT;
    Map<String, String> headers = objectHeaders.ofWhole(request);
    Accepted accepted = send(where, request.key(), "", headers, body, conditional);
    StoredObject stored =
        StoredObject.of(request.key(), body.length())
            .withEtag(accepted.etag())
            .withDigests(accepted.proof().stream().toList());
    return accepted.version().map(stored::withVersion).orElse(stored);
  }

  @Override
  public Part uploadPart(UploadRequest request, String uploadId, int number, Body body)
      throws IOException {
    Where where = S3Errors.where("UploadPart", request.key().value());
    String query = "partNumber=" + number + "&uploadId=" + Encoding.query(uploadId);
    Accepted accepted = send(where, request.key(), query, new TreeMap<>(), body, false);
    return new Part(
        number,
        body.length(),
        accepted.etag(),
        accepted.returned() ? accepted.proof().map(Digest::base64).orElse("") : "");
  }

  /**
   * A request that was taken.
   *
   * @param proof the digest that the service itself has of the bytes
   * @param returned whether it returned the checksum, rather than an ETag that is one
   */
  private record Accepted(
      String etag, Optional<Digest> proof, boolean returned, Optional<String> version) {}

  private Accepted send(
      Where where,
      ObjectKey key,
      String query,
      Map<String, String> headers,
      Body body,
      boolean conditional)
      throws IOException {
    Check check = checks.current();
    Digest digest = body.digest(check.algorithm());
    headers.put(check.header(), digest.base64());
    S3Http.Target target =
        new S3Http.Target("PUT", bucket.root(), bucket.host(), bucket.path(key.value()), query);
    S3Http.Outcome outcome = http.send(target, headers, body, payload(body));
    Answer answer = outcome.answer();
    if (answer == null) {
      throw lost(where, outcome, conditional);
    }
    if (!answer.successful()) {
      throw refused(where, answer, outcome.key(), check);
    }
    return accepted(where, answer, outcome.key(), check, digest, body);
  }

  /** Over TLS the checksum covers the body; without it the signature has to. */
  private String payload(Body body) throws IOException {
    return bucket.root().isHttps() && settings.service().unsignedPayload()
        ? S3Signer.UNSIGNED
        : body.digest(DigestAlgorithm.SHA256).hex();
  }

  private StorageException lost(Where where, S3Http.Outcome outcome, boolean conditional) {
    IOException failure =
        outcome.failure() == null ? new IOException("no answer") : outcome.failure();
    StorageException failed = errors.failed(where, failure);
    return conditional && outcome.bodySent() && failed instanceof Transient
        ? new Indeterminate(where, failed.getMessage() + "; it may be stored", failure)
        : failed;
  }

  private StorageException refused(Where where, Answer answer, Key key, Check check) {
    boolean perhapsUnknown =
        answer.status() == 501
            || (answer.status() == 400
                && !answer.code().contains("Digest")
                && !answer.code().contains("Mismatch"));
    StorageException refusal = errors.refused(where, answer, key);
    return refusal instanceof Rejected && perhapsUnknown && checks.giveWay(check)
        ? new Transient(where, refusal.getMessage() + "; tried again without " + check, null)
        : refusal;
  }

  private Accepted accepted(
      Where where, Answer answer, Key key, Check check, Digest digest, Body body)
      throws IOException {
    if (answer.holdsError()) {
      throw errors.refused(where, answer, key);
    }
    String etag = unquoted(answer.header("etag").orElse(""));
    if (etag.isEmpty()) {
      throw new Transient(
          where,
          "the answer was "
              + answer.status()
              + " but no ETag came with it: something between here and the service may have"
              + " answered in its place",
          null);
    }
    Optional<String> returned = check.returned() ? answer.header(check.header()) : Optional.empty();
    if (returned.isPresent()) {
      checks.proven(check);
      requireSame(where, check.algorithm(), returned.get(), digest.base64());
    } else if (check.returned() && !checks.giveWay(check)) {
      throw new Transient(where, "the service did not return the " + check + " it was sent", null);
    }
    return new Accepted(
        etag,
        returned.isPresent() ? Optional.of(digest) : proof(where, etag, body),
        returned.isPresent(),
        answer.header("x-amz-version-id"));
  }

  /** The ETag is the proof where it is the MD5 of the bytes. */
  private Optional<Digest> proof(Where where, String etag, Body body) throws IOException {
    if (!settings.service().etagIsMd5()) {
      return Optional.empty();
    }
    Digest md5 = body.digest(DigestAlgorithm.MD5);
    requireSame(where, DigestAlgorithm.MD5, etag, md5.hex());
    return Optional.of(md5);
  }

  private static void requireSame(
      Where where, DigestAlgorithm algorithm, String theirs, String ours) {
    if (!theirs.equalsIgnoreCase(ours)) {
      throw new Transient(
          where,
          "the service has the " + algorithm + " " + theirs + ", and what was sent has " + ours,
          null);
    }
  }

  private static String unquoted(String etag) {
    return etag.startsWith("\"") && etag.endsWith("\"") && etag.length() > 1
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }

  /** The condition is heard only after the body was sent, which is worth a look beforehand. */
  private void requireFree(UploadRequest request, String operation) {
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT && find(request.key()).isPresent()) {
      throw new Conflict(
          S3Errors.where(operation, request.key().value()), "the key is taken", null);
    }
  }

  @Override
  public String create(UploadRequest request) {
    requireFree(request, "CreateMultipartUpload");
    Map<String, String> headers = objectHeaders.of(request);
    Check check = checks.current();
    if (settings.service().wholeChecksum() && check.algorithm().combinable()) {
      headers.put("x-amz-checksum-algorithm", check.s3Name());
      headers.put("x-amz-checksum-type", ChecksumType.FULL_OBJECT.toString());
    } else if (check.returned()) {
      headers.put("x-amz-checksum-algorithm", check.s3Name());
    }
    return control
        .call(
            "CreateMultipartUpload",
            request.key(),
            s3 ->
                s3.createMultipartUpload(r ->
                    r.bucket(bucket.name())
                        .key(request.key().value())
                        .overrideConfiguration(o -> headers.forEach(o::putHeader))))
        .uploadId();
  }

  @Override
  public List<Part> listParts(UploadRequest request, String uploadId) {
    return control.call(
        "ListParts",
        request.key(),
        s3 ->
            s3
                .listPartsPaginator(
                    r -> r.bucket(bucket.name()).key(request.key().value()).uploadId(uploadId))
                .parts()
                .stream()
                .map(S3Calls::part)
                .toList());
  }

  private static Part part(software.amazon.awssdk.services.s3.model.Part part) {
    String checksum =
        Optional.ofNullable(part.checksumCRC64NVME())
            .or(() -> Optional.ofNullable(part.checksumCRC32C()))
            .or(() -> Optional.ofNullable(part.checksumSHA256()))
            .orElse("");
    return new Part(part.partNumber(), part.size(), unquoted(part.eTag()), checksum);
  }

  /**
   * Puts the object together. A lost answer is settled at once if it can be: only here is known
   * what ETag the object must have.
   */
  @Override
  public StoredObject complete(UploadRequest request, String uploadId, List<Part> parts) {
    try {
      return receipt(request, parts, completed(request, uploadId, parts));
    } catch (Missing e) {
      return settled(request, parts).orElseThrow(() -> e);
    } catch (Transient e) {
      if (!S3Control.lost(e) || Thread.currentThread().isInterrupted()) {
        throw S3Control.lost(e) ? indeterminate(e) : e;
      }
      return settled(request, parts).orElseThrow(() -> indeterminate(e));
    }
  }

  private static Indeterminate indeterminate(StorageException e) {
    return new Indeterminate(e.where(), e.getMessage() + "; it may be stored", e.getCause());
  }

  private CompleteMultipartUploadResponse completed(
      UploadRequest request, String uploadId, List<Part> parts) {
    List<CompletedPart> named = new ArrayList<>(parts.size());
    for (Part part : parts) {
      named.add(named(part));
    }
    return control.call(
        "CompleteMultipartUpload",
        request.key(),
        s3 ->
            s3.completeMultipartUpload(r -> {
              r.bucket(bucket.name())
                  .key(request.key().value())
                  .uploadId(uploadId)
                  .multipartUpload(m -> m.parts(named));
              if (request.overwrite() == Overwrite.ONLY_IF_ABSENT) {
                r.ifNoneMatch("*");
              }
            }));
  }

  private CompletedPart named(Part part) {
    CompletedPart.Builder named =
        CompletedPart.builder().partNumber(part.number()).eTag('"' + part.etag() + '"');
    if (!part.checksum().isEmpty()) {
      switch (checks.current()) {
        case CRC64_NVME -> named.checksumCRC64NVME(part.checksum());
        case CRC32C -> named.checksumCRC32C(part.checksum());
        case SHA256 -> named.checksumSHA256(part.checksum());
        case MD5 -> {}
      }
    }
    return named.build();
  }

  private StoredObject receipt(
      UploadRequest request, List<Part> parts, CompleteMultipartUploadResponse answer) {
    Where where = S3Errors.where("CompleteMultipartUpload", request.key().value());
    if (answer.eTag() == null) {
      throw new Transient(where, "the service said yes, but named no ETag", null);
    }
    List<Digest> digests =
        Checksums.whole(
            answer.checksumTypeAsString(), answer.checksumCRC64NVME(), answer.checksumCRC32C());
    String etag = unquoted(answer.eTag());
    StoredObject stored =
        digests.isEmpty() && !etag.equals(Checksums.etagOf(parts))
            ? found(request, where)
            : StoredObject.of(request.key(), request.length()).withDigests(digests).withEtag(etag);
    return answer.versionId() == null ? stored : stored.withVersion(answer.versionId());
  }

  /** Nothing in the answer proves what is there: the service is asked for its length at least. */
  private StoredObject found(UploadRequest request, Where where) {
    return find(request.key())
        .orElseThrow(() -> new Transient(where, "it is not there after it was completed", null));
  }

  private Optional<StoredObject> settled(UploadRequest request, List<Part> parts) {
    return find(request.key())
        .filter(found -> found.length() == request.length())
        .filter(found -> found.etag().filter(Checksums.etagOf(parts)::equals).isPresent());
  }

  @Override
  public void abort(UploadRequest request, String uploadId) {
    discard(request.key(), uploadId);
  }

  void discard(ObjectKey key, String uploadId) {
    try {
      control.call(
          "AbortMultipartUpload",
          key,
          s3 ->
              s3.abortMultipartUpload(
                  r -> r.bucket(bucket.name()).key(key.value()).uploadId(uploadId)));
    } catch (Missing e) {
      if (e.what() == Missing.What.CONTAINER) {
        throw e;
      }
    }
  }

  /** Looks for an object. */
  Optional<StoredObject> find(ObjectKey key) {
    try {
      HeadObjectResponse head =
          control.call(
              "HeadObject",
              key,
              s3 ->
                  s3.headObject(r -> {
                    r.bucket(bucket.name()).key(key.value());
                    if (checks.current().returned()) {
                      r.checksumMode(ChecksumMode.ENABLED);
                    }
                  }));
      return Optional.of(stored(key, head));
    } catch (Missing e) {
      if (e.what() == Missing.What.CONTAINER) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private StoredObject stored(ObjectKey key, HeadObjectResponse head) {
    if (head.contentLength() == null || head.eTag() == null) {
      throw new Unsupported(
          S3Errors.where("HeadObject", key.value()), "the service tells neither length nor ETag");
    }
    String etag = unquoted(head.eTag());
    List<Digest> digests =
        new ArrayList<>(
            Checksums.whole(
                head.checksumTypeAsString(), head.checksumCRC64NVME(), head.checksumCRC32C()));
    if (digests.isEmpty() && settings.service().etagIsMd5() && etag.matches("[0-9a-f]{32}")) {
      digests.add(Digest.ofHex(DigestAlgorithm.MD5, etag));
    }
    StoredObject stored =
        StoredObject.of(key, head.contentLength()).withEtag(etag).withDigests(digests);
    if (head.lastModified() != null) {
      stored = stored.withLastModified(head.lastModified());
    }
    return head.versionId() == null ? stored : stored.withVersion(head.versionId());
  }
}
