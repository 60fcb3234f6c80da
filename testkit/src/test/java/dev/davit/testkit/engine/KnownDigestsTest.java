package dev.davit.testkit.engine;

import static dev.davit.testkit.engine.Bench.bytes;
import static dev.davit.testkit.engine.Bench.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.Digests;
import dev.davit.testkit.simulation.PassedStorage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A destination is told the digests that cost nothing: it may have the content already. */
class KnownDigestsTest {
  private final Bench bench = new Bench();
  private final Map<String, List<Digest>> told = new ConcurrentHashMap<>();

  private final class Listening extends PassedStorage {
    Listening(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession open(UploadRequest request) {
      told.put(request.key().value(), request.knownDigests());
      return super.open(request);
    }
  }

  @Test
  void smallContentIsToldByItsDigestsAndLargeIsNotReadForThem() throws InterruptedException {
    bench.largeParts();
    bench.behind(Listening::new);
    bench.folder.write(path("small"), bytes(1, 1000));
    bench.folder.write(path("large"), bytes(2, (1 << 20) + 1));

    bench.run();

    assertThat(told.get("small")).contains(Digests.of(DigestAlgorithm.SHA256, bytes(1, 1000)));
    assertThat(told.get("large")).isEmpty();
  }
}
