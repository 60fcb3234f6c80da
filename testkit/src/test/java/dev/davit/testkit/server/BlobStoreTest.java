package dev.davit.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
  @TempDir private Path directory;

  @Test
  void whatIsKeptCanBeReadInAnyRange() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    for (BlobStore store : List.of(BlobStore.inMemory(), BlobStore.inDirectory(directory))) {
      for (long expected : new long[] {0, 10, bytes.length}) {
        BlobStore.Incoming incoming = store.receive(expected);
        incoming.write(bytes, 0, 10);
        incoming.write(bytes, 10, 2_000_000);
        incoming.write(bytes, 2_000_010, bytes.length - 2_000_010);
        Blob blob = incoming.keep();
        assertThat(blob.length()).isEqualTo(bytes.length);
        assertThat(blob.bytes()).isEqualTo(bytes);
        assertThat(blob.slice(1_048_570, 20).bytes())
            .isEqualTo(Arrays.copyOfRange(bytes, 1_048_570, 1_048_590));
        assertThat(Blob.joined(List.of(blob, Blob.empty(), blob)).slice(2_999_999, 2).bytes())
            .containsExactly(bytes[2_999_999], bytes[0]);
      }
    }
  }

  @Test
  void whatIsDiscardedLeavesNoFile() throws IOException {
    BlobStore.Incoming incoming = BlobStore.inDirectory(directory).receive(3);
    incoming.write(new byte[3], 0, 3);
    incoming.discard();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aSinkKnowsLengthsOnly() throws IOException {
    BlobStore.Incoming incoming = BlobStore.sink().receive(5L << 30);
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 5 << 10; i++) {
      incoming.write(piece, 0, piece.length);
    }
    Blob blob = incoming.keep();
    assertThat(blob.length()).isEqualTo(5L << 30);
    assertThat(blob.kept()).isFalse();
    assertThatThrownBy(() -> blob.open(0, 1)).isInstanceOf(IllegalStateException.class);
  }
}
