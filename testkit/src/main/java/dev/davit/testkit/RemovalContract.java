package dev.davit.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Removal;
import org.junit.jupiter.api.Test;

/** The facet {@link Removal}. */
interface RemovalContract extends StorageHarness {

  private void remove(String key) {
    storage().facet(Removal.class).orElseThrow().remove(ObjectKey.of(key));
  }

  @Test
  default void aRemovedObjectIsGoneAndItsNeighboursAreNot() throws Exception {
    assumeTrue(facets().contains(Removal.class));
    store("dir/one", content(1, 10));
    store("dir/other", content(2, 10));
    store("dir/one.txt", content(3, 10));
    remove("dir/one");
    assertAbsent("dir/one");
    assertStored("dir/other", content(2, 10));
    assertStored("dir/one.txt", content(3, 10));
  }

  @Test
  default void removingWhatIsNotThereDoesNothing() throws Exception {
    assumeTrue(facets().contains(Removal.class));
    remove("nothing");
    store("dir/one", content(1, 10));
    remove("dir");
    remove("dir/one/below");
    remove("dir/other");
    assertStored("dir/one", content(1, 10));
    remove("dir/one");
    remove("dir/one");
    assertAbsent("dir/one");
  }

  @Test
  default void aRemovedKeyCanBeStoredAgain() throws Exception {
    assumeTrue(facets().contains(Removal.class));
    store("dir/one", longContent(1));
    remove("dir/one");
    store("dir/one", content(2, 10));
    assertStored("dir/one", content(2, 10));
  }
}
