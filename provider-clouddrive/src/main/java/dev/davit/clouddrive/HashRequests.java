package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.CloudDriveFile.HashType;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a server has asked for. Those that are wanted when a pass over the file begins
 * are all made in that pass; each is made once, however often it is asked for. Used under a lock.
 */
final class HashRequests {
  private static final long MOST_BLOCKS = 1 << 15;
  private static final int MOST_KINDS = 16;

  /** What is wanted: blocks of 0 bytes are none. */
  record Kind(HashType type, long block) {}

  private final String uploadId;
  private final long length;
  private final Map<HashType, String> known = new EnumMap<>(HashType.class);
  private final Map<Kind, Optional<RemoteHashProgressUpload>> wanted = new LinkedHashMap<>();
  private boolean passing;
  private boolean told;

  HashRequests(String uploadId, long length, List<Digest> knownDigests) {
    this.uploadId = uploadId;
    this.length = length;
    knownDigests.forEach(
        digest -> type(digest.algorithm()).ifPresent(type -> known.put(type, digest.hex())));
    told = !known.isEmpty();
  }

  static Optional<HashType> type(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> Optional.of(HashType.Md5);
      case SHA1 -> Optional.of(HashType.Sha1);
      case SHA256, SHA256_BLOCKS, CRC32C, CRC64_ECMA, CRC64_NVME -> Optional.empty();
    };
  }

  /**
   * Takes a request.
   *
   * @return why it is refused, or null if it is not
   */
  @Nullable String add(int type, long block) {
    HashType hash = HashType.forNumber(type);
    if (hash == null || hash == HashType.Unknown) {
      return "a hash of the unknown kind " + type;
    }
    boolean ofBlocks = hash == HashType.Md5 && block > 0;
    if (block < 0 || (ofBlocks && (length - 1) / block >= MOST_BLOCKS)) {
      return "hashes of blocks of " + block + " bytes";
    }
    Kind kind = new Kind(hash, ofBlocks ? block : 0);
    if (wanted.size() >= MOST_KINDS && !wanted.containsKey(kind)) {
      return "more than " + MOST_KINDS + " kinds of hashes";
    }
    wanted.putIfAbsent(kind, ofBlocks ? Optional.empty() : fromMemory(hash));
    return null;
  }

  private Optional<RemoteHashProgressUpload> fromMemory(HashType type) {
    return Optional.ofNullable(known.get(type))
        .map(value -> progress(new Kind(type, 0), length).setHashValue(value).build());
  }

  /** Returns the answer to a request, if it is known. */
  Optional<RemoteHashProgressUpload> answer(int type, long block) {
    HashType hash = HashType.forNumber(type);
    Kind kind = new Kind(hash, hash == HashType.Md5 ? block : 0);
    return wanted.getOrDefault(kind, Optional.empty());
  }

  /** Tells whether a pass over the file should begin. */
  boolean wantPass() {
    return !passing && !unmade().isEmpty();
  }

  /** Begins a pass. */
  void begin() {
    passing = true;
  }

  /** Returns the kinds that nobody has made yet. */
  List<Kind> unmade() {
    List<Kind> kinds = new ArrayList<>();
    wanted.forEach((kind, answer) -> {
      if (answer.isEmpty()) {
        kinds.add(kind);
      }
    });
    return kinds;
  }

  /** Notes what a pass has made. */
  void made(Map<Kind, RemoteHashProgressUpload> answers) {
    answers.forEach((kind, answer) -> wanted.put(kind, Optional.of(answer)));
    passing = false;
    told = true;
  }

  /** Returns a progress message of this upload. */
  RemoteHashProgressUpload.Builder progress(Kind kind, long bytes) {
    return RemoteHashProgressUpload.newBuilder()
        .setUploadId(uploadId)
        .setBytesHashed(bytes)
        .setTotalBytes(length)
        .setHashType(kind.type());
  }

  /** Tells whether the server knows a digest of the whole from us. */
  boolean told() {
    return told;
  }

  /** Forgets what was asked for. */
  void clear() {
    wanted.clear();
  }
}
