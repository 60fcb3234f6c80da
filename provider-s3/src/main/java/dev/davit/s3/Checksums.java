package dev.davit.s3;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.MultipartCalls.Part;
import dev.davit.core.support.OnePassDigests;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what services say of whole objects. */
final class Checksums {

  private Checksums() {}

  /**
   * Returns the digests of the whole object.
   *
   * @param type of the checksums; those of the parts' checksums are of no use
   */
  static List<Digest> whole(
      @Nullable String type, @Nullable String crc64Nvme, @Nullable String crc32c) {
    if ("COMPOSITE".equals(type)) {
      return List.of();
    }
    if (crc64Nvme != null && !crc64Nvme.contains("-")) {
      return List.of(digest(DigestAlgorithm.CRC64_NVME, crc64Nvme));
    }
    return crc32c == null || crc32c.contains("-")
        ? List.of()
        : List.of(digest(DigestAlgorithm.CRC32C, crc32c));
  }

  private static Digest digest(DigestAlgorithm algorithm, String base64) {
    return new Digest(algorithm, Base64.getDecoder().decode(base64));
  }

  /** Returns the ETag that an object of these parts has at most services; empty if unknown. */
  static String etagOf(List<Part> parts) {
    OnePassDigests md5 = OnePassDigests.of(DigestAlgorithm.MD5);
    for (Part part : parts) {
      if (!part.etag().matches("[0-9a-fA-F]{32}")) {
        return "";
      }
      md5.update(HexFormat.of().parseHex(part.etag()), 0, 16);
    }
    return md5.digest(DigestAlgorithm.MD5).hex() + "-" + parts.size();
  }
}
