package dev.davit.clouddrive;

import dev.davit.clouddrive.HashRequests.Kind;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Makes digests as CloudDrive2 wants them. Used by one thread.
 *
 * <p>MD5 and SHA-1 are written in lower case, MD5 with those of its blocks in order if blocks are
 * wanted. PikPak's is the SHA-1 of the SHA-1s of segments, in upper case; the segments are 256 KiB
 * for files of up to 128 MiB, 512 KiB up to 256 MiB, 1 MiB up to 512 MiB, else 2 MiB.
 */
final class HashPass {
  private static final long MIB = 1 << 20;

  private final Kind kind;
  private final MessageDigest whole;
  private final MessageDigest piece;
  private final long pieceLength;
  private final boolean ofPieces;
  private final List<String> blocks = new ArrayList<>();
  private long inPiece;

  HashPass(Kind kind, long length) {
    this.kind = kind;
    switch (kind.type()) {
      case Md5 -> {
        whole = digest("MD5");
        piece = digest("MD5");
        pieceLength = kind.block();
        ofPieces = false;
      }
      case PikPakSha1 -> {
        whole = digest("SHA-1");
        piece = digest("SHA-1");
        pieceLength = segment(length);
        ofPieces = true;
      }
      case Sha1, Unknown, UNRECOGNIZED -> {
        whole = digest("SHA-1");
        piece = whole;
        pieceLength = 0;
        ofPieces = false;
      }
      default -> throw new IllegalStateException("no such kind: " + kind);
    }
  }

  private static long segment(long length) {
    if (length <= 128 * MIB) {
      return MIB / 4;
    } else if (length <= 256 * MIB) {
      return MIB / 2;
    }
    return length <= 512 * MIB ? MIB : 2 * MIB;
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  void update(byte[] bytes, int offset, int length) {
    if (!ofPieces) {
      whole.update(bytes, offset, length);
    }
    if (pieceLength > 0) {
      updatePieces(bytes, offset, length);
    }
  }

  private void updatePieces(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; ) {
      int count = (int) Math.min(length - done, pieceLength - inPiece);
      piece.update(bytes, offset + done, count);
      done += count;
      inPiece += count;
      if (inPiece == pieceLength) {
        endPiece();
      }
    }
  }

  private void endPiece() {
    byte[] value = piece.digest();
    inPiece = 0;
    if (ofPieces) {
      whole.update(value);
    } else {
      blocks.add(HexFormat.of().formatHex(value));
    }
  }

  /** Ends the content and completes the answer. */
  RemoteHashProgressUpload finish(RemoteHashProgressUpload.Builder answer) {
    if (inPiece > 0) {
      endPiece();
    }
    String value = HexFormat.of().formatHex(whole.digest());
    return answer
        .setHashValue(ofPieces ? value.toUpperCase(Locale.ROOT) : value)
        .addAllBlockHashes(blocks)
        .build();
  }

  Kind kind() {
    return kind;
  }
}
