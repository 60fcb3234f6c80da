package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.UploadSession;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The facet {@link Listing}. */
interface ListingContract extends StorageHarness {

  private List<String> list(String prefix) {
    try (Stream<StoredObject> objects = storage().facet(Listing.class).orElseThrow().list(prefix)) {
      return objects.map(object -> object.key().value()).toList();
    }
  }

  @Test
  default void anEmptyStorageListsNothing() {
    assumeTrue(facets().contains(Listing.class));
    assertEquals(List.of(), list(""));
    assertEquals(List.of(), list("any/"));
  }

  /** The order of UTF-8 bytes is neither that of chars nor that of names within directories. */
  @Test
  default void objectsAreListedInKeyOrder() throws Exception {
    assumeTrue(facets().contains(Listing.class));
    List<String> keys =
        List.of(
            "a b",
            "a-b",
            "a.txt",
            "a/\n",
            "a/b",
            "a/b.c",
            "a/b0",
            "a0",
            "aa/b/c/d",
            "\u00fc/x",
            "\u201bFF",
            "\uffee",
            "\ud83d\udea2");
    for (int i = keys.size() - 1; i >= 0; i--) {
      if (!keys.get(i).equals("a/b")) {
        store(keys.get(i), content(i, i));
      }
    }
    store("a/b", content(1, 1));
    assertEquals(keys, list(""));
    assertEquals(keys, keys.stream().map(ObjectKey::of).sorted().map(ObjectKey::value).toList());
  }

  @Test
  default void aPrefixIsAnyText() throws Exception {
    assumeTrue(facets().contains(Listing.class));
    for (String key : List.of("ab", "abc/d", "abc/de/f", "abd", "b/abc")) {
      store(key, content(1, 1));
    }
    assertEquals(List.of("ab", "abc/d", "abc/de/f", "abd"), list("a"));
    assertEquals(List.of("abc/d", "abc/de/f"), list("abc"));
    assertEquals(List.of("abc/d", "abc/de/f"), list("abc/"));
    assertEquals(List.of("abc/d", "abc/de/f"), list("abc/d"));
    assertEquals(List.of("abc/de/f"), list("abc/de/f"));
    assertEquals(List.of(), list("abc/de/f/"));
    assertEquals(List.of(), list("/"));
    assertEquals(List.of(), list("abc//"));
    assertEquals(List.of(), list("../"));
    assertEquals(List.of(), list("abc/../"));
    assertEquals(List.of(), list("zzz"));
  }

  @Test
  default void aListedObjectIsToldTruly() throws Exception {
    assumeTrue(facets().contains(Listing.class));
    store("dir/short", content(1, 7));
    store("dir/long", longContent(2));
    try (Stream<StoredObject> objects = storage().facet(Listing.class).orElseThrow().list("dir/")) {
      assertEquals(
          List.of((long) longContent(2).length, 7L), objects.map(StoredObject::length).toList());
    }
  }

  @Test
  default void whatIsUnfinishedOrRemovedIsNotListed() throws Exception {
    assumeTrue(facets().contains(Listing.class) && facets().contains(Removal.class));
    store("dir/stays", content(1, 7));
    store("dir/goes", content(1, 7));
    store("gone/goes", content(1, 7));
    storage().facet(Removal.class).orElseThrow().remove(ObjectKey.of("dir/goes"));
    storage().facet(Removal.class).orElseThrow().remove(ObjectKey.of("gone/goes"));
    byte[] content = longContent(1);
    try (UploadSession session = storage().open(request("unfinished", content))) {
      if (resumes()) {
        Uploads.supply(session, content, 1);
      }
      assertEquals(List.of("dir/stays"), list(""));
      session.abort();
    }
  }
}
