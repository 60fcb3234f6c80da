package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.clouddrive.HashRequests.Kind;
import dev.davit.clouddrive.wire.CloudDriveFile.HashType;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests as clouds want them. */
class HashPassTest {
  private static final byte[] CONTENT = new byte[5_000_000];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  private static RemoteHashProgressUpload hash(HashType type, long block, long length) {
    HashPass pass = new HashPass(new Kind(type, block), length);
    for (int at = 0; at < CONTENT.length; at += 300_001) {
      pass.update(CONTENT, at, Math.min(300_001, CONTENT.length - at));
    }
    return pass.finish(RemoteHashProgressUpload.newBuilder());
  }

  private static String digest(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  /** The segment depends on the length of the file, which the first bytes do not show. */
  @ParameterizedTest
  @CsvSource({
    "1, 256",
    "134217728, 256",
    "134217729, 512",
    "268435456, 512",
    "268435457, 1024",
    "536870912, 1024",
    "536870913, 2048",
    "4294967296, 2048"
  })
  void segmentsGrowWithTheFile(long length, int kib) throws Exception {
    MessageDigest whole = MessageDigest.getInstance("SHA-1");
    for (int at = 0; at < CONTENT.length; at += kib << 10) {
      byte[] segment = Arrays.copyOfRange(CONTENT, at, Math.min(at + (kib << 10), CONTENT.length));
      whole.update(MessageDigest.getInstance("SHA-1").digest(segment));
    }
    assertThat(hash(HashType.PikPakSha1, 0, length).getHashValue())
        .isEqualTo(HexFormat.of().withUpperCase().formatHex(whole.digest()));
  }

  @Test
  void blocksAreInOrderAndTheLastIsShorter() throws Exception {
    int block = 2_000_000;
    RemoteHashProgressUpload answer = hash(HashType.Md5, block, CONTENT.length);
    assertThat(answer.getHashValue()).isEqualTo(digest("MD5", CONTENT));
    assertThat(answer.getBlockHashesList())
        .isEqualTo(
            List.of(
                digest("MD5", Arrays.copyOfRange(CONTENT, 0, block)),
                digest("MD5", Arrays.copyOfRange(CONTENT, block, 2 * block)),
                digest("MD5", Arrays.copyOfRange(CONTENT, 2 * block, CONTENT.length))));
  }

  @Test
  void sha1HasNoBlocks() throws Exception {
    RemoteHashProgressUpload answer = hash(HashType.Sha1, 1 << 20, CONTENT.length);
    assertThat(answer.getHashValue()).isEqualTo(digest("SHA-1", CONTENT));
    assertThat(answer.getBlockHashesList()).isEmpty();
  }
}
