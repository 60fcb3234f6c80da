package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.StoredPart;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checksum that a multipart upload was created with.
 *
 * @param kind the algorithm; the service's own choice is CRC64NVME
 * @param chosen whether the client chose it
 * @param composite whether the object's value is a checksum of the parts' checksums
 */
record UploadChecksum(ChecksumKind kind, boolean chosen, boolean composite) {

  static UploadChecksum of(Map<String, String> headers) throws S3Refusal {
    String name = headers.getOrDefault(StoredHeaders.CHECKSUM_ALGORITHM, "");
    String type = headers.getOrDefault(StoredHeaders.CHECKSUM_TYPE, "");
    if (name.isEmpty()) {
      if (!type.isEmpty()) {
        throw new S3Refusal(
            S3Code.INVALID_REQUEST,
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm "
                + "header.");
      }
      return new UploadChecksum(ChecksumKind.CRC64NVME, false, false);
    }
    ChecksumKind kind =
        ChecksumKind.named(name)
            .orElseThrow(() ->
                new S3Refusal(
                    S3Code.INVALID_REQUEST,
                    "Checksum algorithm provided is unsupported. Please try again with any of "
                        + "the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    boolean composite =
        type.isEmpty() ? kind != ChecksumKind.CRC64NVME : type.equals(StoredHeaders.COMPOSITE);
    boolean known =
        type.isEmpty()
            || type.equals(StoredHeaders.COMPOSITE)
            || type.equals(StoredHeaders.FULL_OBJECT);
    boolean possible = composite ? kind != ChecksumKind.CRC64NVME : kind.joins();
    if (!known || !possible) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The "
              + type
              + " checksum type cannot be used with the "
              + name
              + " checksum algorithm.");
    }
    return new UploadChecksum(kind, true, composite);
  }

  static UploadChecksum of(MultipartUpload upload) throws S3Refusal {
    return of(upload.headers());
  }

  String type() {
    return composite ? StoredHeaders.COMPOSITE : StoredHeaders.FULL_OBJECT;
  }

  /** Refuses a part whose checksum is of another algorithm. */
  void checkPart(Optional<ChecksumKind> given) throws S3Refusal {
    if (given.isPresent() && given.get() != kind) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "Checksum Type mismatch occurred, expected checksum Type: "
              + (chosen ? kind.label() : "null")
              + ", actual checksum Type: "
              + given.get().label());
    }
  }

  /** Returns the object's value from the parts', as it goes over the wire. */
  String ofParts(List<StoredPart> parts) {
    if (composite) {
      ByteArrayOutputStream values = new ByteArrayOutputStream();
      parts.forEach(part -> values.writeBytes(value(part)));
      return Received.base64(kind.of(values.toByteArray())) + "-" + parts.size();
    }
    return Received.base64(joined(kind, parts));
  }

  static byte[] joined(ChecksumKind kind, List<StoredPart> parts) {
    byte[] whole = kind.of(new byte[0]);
    for (StoredPart part : parts) {
      byte[] value = Base64.getDecoder().decode(part.checksums().getOrDefault(kind.label(), ""));
      whole = kind.joined(whole, value, part.content().length());
    }
    return whole;
  }

  private byte[] value(StoredPart part) {
    return Base64.getDecoder().decode(part.checksums().getOrDefault(kind.label(), ""));
  }
}
