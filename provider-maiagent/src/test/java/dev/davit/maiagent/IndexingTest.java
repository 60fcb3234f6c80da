package dev.davit.maiagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.IndexState;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Duplicates;
import dev.davit.core.port.Indexing;
import dev.davit.core.port.Listing;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a listing tells of indexing and of duplicates. */
class IndexingTest {

  @Test
  void stateAndReasonAreTold() {
    try (MaiAgentServer server =
            MaiAgentServer.start(
                MaiAgentOptions.defaults().withIndexing(Duration.ZERO, n -> n.endsWith("b")));
        PresignedStorage storage = Bases.of(server, Map.of())) {
      server.put("dir/a", new byte[1]);
      server.put("dir/b", new byte[2]);
      server.put("other", new byte[2]);
      Indexing indexing = storage.facet(Indexing.class).orElseThrow();
      try (Stream<StoredObject> objects = indexing.indexed("dir/")) {
        List<StoredObject> found = objects.toList();
        assertThat(found)
            .extracting(object -> object.indexState().orElseThrow())
            .containsExactlyInAnyOrder(IndexState.DONE, IndexState.FAILED);
        StoredObject failed =
            found.stream().filter(o -> o.key().name().equals("b")).findFirst().orElseThrow();
        assertThat(indexing.failure(failed)).isEqualTo("no text was found in dir/b");
      }
    }
  }

  @Test
  void whatIsNotDoneIsPending() {
    try (MaiAgentServer server =
            MaiAgentServer.start(
                MaiAgentOptions.defaults().withIndexing(Duration.ofHours(1), n -> false));
        PresignedStorage storage = Bases.of(server, Map.of())) {
      server.put("a", new byte[1]);
      assertThat(storage.find(ObjectKey.of("a")).orElseThrow().indexState())
          .contains(IndexState.PENDING);
    }
  }

  @Test
  void duplicatesAreListedTheBestFirstAndRemovedOneByOne() {
    try (MaiAgentServer server = MaiAgentServer.start(MaiAgentOptions.defaults());
        PresignedStorage storage = Bases.of(server, Map.of("page-size", "1"))) {
      server.put("a", new byte[1]);
      server.put("a", new byte[1]);
      server.put("b", new byte[1]);
      List<StoredObject> listed;
      try (Stream<StoredObject> objects = storage.facet(Listing.class).orElseThrow().list("")) {
        listed = objects.toList();
      }
      assertThat(listed).extracting(object -> object.key().value()).containsExactly("a", "a", "b");
      Duplicates duplicates = storage.facet(Duplicates.class).orElseThrow();
      duplicates.removeOne(listed.get(1));
      duplicates.removeOne(listed.get(1));
      assertThat(server.files("a"))
          .singleElement()
          .satisfies(file -> assertThat(listed.get(0).version()).contains(file.id()));
      assertThat(server.files("b")).hasSize(1);
    }
  }
}
