package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The form that a browser posts to a bucket, with a policy that somebody signed: the same at OSS,
 * TOS and S3 but for the names of the fields, which come with the policy. OSS and TOS return the
 * CRC-64 of what they stored, S3 an MD5 as ETag.
 */
final class SignedForm implements Form {

  @Override
  public Map<String, Secret> fields(Lease<Credential> lease, ObjectKey key) {
    if (!(lease.value() instanceof Credential.Form form)) {
      throw new SettingsException(
          "form:// takes fields that somebody has signed, with a \"policy\" among them, and "
              + lease.origin()
              + " holds something else");
    }
    Map<String, Secret> fields = new LinkedHashMap<>();
    fields.put("key", Secret.of(key.value()));
    fields.putAll(form.fields());
    return fields;
  }

  @Override
  public Set<DigestAlgorithm> verifies() {
    return Set.of(DigestAlgorithm.CRC64_ECMA, DigestAlgorithm.MD5);
  }

  @Override
  public StoredObject taken(Where where, UploadRequest request, Body body, Reply reply)
      throws IOException {
    String etag = reply.header("etag").replace("\"", "");
    Optional<Digest> theirs = digest(reply, etag);
    if (reply.holdsError() || theirs.isEmpty()) {
      throw new Transient(
          where,
          "the answer was "
              + reply.status()
              + " but no CRC-64 and no MD5 of what was stored came with it: something between here"
              + " and the bucket may have answered in its place",
          null);
    }
    if (!theirs.get().equals(body.digest(theirs.get().algorithm()))) {
      throw new Transient(
          where,
          "the bucket stored something else: its " + theirs.get().algorithm() + " differs",
          null);
    }
    return StoredObject.of(request.key(), body.length())
        .withEtag(etag)
        .withDigests(List.of(theirs.get()));
  }

  private static Optional<Digest> digest(Reply reply, String etag) {
    String crc = reply.header("x-tos-hash-crc64ecma") + reply.header("x-oss-hash-crc64ecma");
    if (crc.matches("\\d{1,20}")) {
      String hex = "%016x".formatted(Long.parseUnsignedLong(crc));
      return Optional.of(Digest.ofHex(DigestAlgorithm.CRC64_ECMA, hex));
    }
    return etag.matches("[0-9a-fA-F]{32}")
        ? Optional.of(Digest.ofHex(DigestAlgorithm.MD5, etag))
        : Optional.empty();
  }
}
