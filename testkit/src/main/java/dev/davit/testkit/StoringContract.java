package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.Digests;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storing, replacing, completing, aborting. */
interface StoringContract extends StorageHarness {

  @Test
  default void theProfileStaysTheSame() {
    assertEquals(storage().profile(), storage().profile());
    assertEquals(storage().profile(), reopened().profile());
    assertTrue(storage().profile().overwriteModes().contains(Overwrite.REPLACE));
  }

  @Test
  default void theFacetsAreThoseDeclared() {
    Set<Class<?>> present = new HashSet<>();
    for (Class<?> facet : List.of(Listing.class, Removal.class)) {
      storage().facet(facet).ifPresent(ability -> present.add(facet));
    }
    assertEquals(facets(), present);
    assertTrue(storage().facet(Comparable.class).isEmpty());
  }

  @Test
  default void whatWasNeverStoredIsNotFound() {
    assertAbsent("nothing/here");
    assertAbsent("nothing");
  }

  @ParameterizedTest(name = "{0} parts and {1} bytes")
  @CsvSource({"0,0", "0,1", "1,-1", "1,0", "1,1", "2,0", "3,0", "3,1", "4,-1", "4,0", "7,1"})
  default void contentOfAnyLengthIsStored(int parts, int more) throws Exception {
    byte[] content = content(7, parts * partLength() + more);
    store("dir/object", content);
    assertStored("dir/object", content);
  }

  @Test
  default void theDemandsAreTheContentOnce() throws Exception {
    byte[] content = longContent(1);
    try (UploadSession session = storage().open(request("object", content))) {
      List<ByteRange> sent = Uploads.supply(session, content);
      sent.sort(Comparator.comparingLong(ByteRange::offset));
      long end = 0;
      for (ByteRange range : sent) {
        assertEquals(end, range.offset(), () -> "a gap or an overlap in " + sent);
        end = range.end();
      }
      assertEquals(content.length, end);
      assertEquals(resumes(), sent.size() > 1);
      session.complete();
    }
  }

  @ParameterizedTest(name = "{0} parts")
  @CsvSource({"0", "1", "5"})
  default void theReceiptTellsTheTruth(int parts) throws Exception {
    byte[] content = content(3, parts * partLength());
    StoredObject receipt = store("receipt", content);
    assertEquals(ObjectKey.of("receipt"), receipt.key());
    assertEquals(content.length, receipt.length());
    for (Digest digest : receipt.digests()) {
      assertEquals(Digests.of(digest.algorithm(), content), digest);
    }
    for (DigestAlgorithm algorithm : storage().profile().verifies()) {
      assertTrue(receipt.digest(algorithm).isPresent(), () -> "no " + algorithm);
    }
  }

  @Test
  default void whatIsFoundIsToldTruly() throws Exception {
    byte[] content = longContent(4);
    store("found", content);
    StoredObject found = storage().find(ObjectKey.of("found")).orElseThrow();
    assertEquals(ObjectKey.of("found"), found.key());
    assertEquals(content.length, found.length());
    for (Digest digest : found.digests()) {
      assertEquals(Digests.of(digest.algorithm(), content), digest);
    }
  }

  @Test
  default void anObjectOutlivesTheStorageThatStoredIt() throws Exception {
    byte[] content = content(5, 10);
    store("kept", content);
    storage().close();
    assertEquals(10, reopened().find(ObjectKey.of("kept")).orElseThrow().length());
    assertArrayEquals(content, read(ObjectKey.of("kept")));
  }

  @Test
  default void closingTwiceIsHarmless() throws Exception {
    byte[] content = content(5, 10);
    try (UploadSession session = storage().open(request("kept", content))) {
      Uploads.supply(session, content);
      session.complete();
      session.close();
    }
    storage().close();
    storage().close();
  }

  @ParameterizedTest(name = "{0} parts over {1}")
  @CsvSource({"1,1", "5,1", "1,5", "5,5", "0,5", "5,0"})
  default void theOlderObjectStaysUntilTheNewerIsComplete(int newer, int older) throws Exception {
    byte[] before = content(1, older * partLength());
    byte[] after = content(2, newer * partLength());
    store("replaced", before);
    try (UploadSession session = storage().open(request("replaced", after))) {
      Demand.Send first = Uploads.firstSend(session, after);
      if (first.range().length() < after.length) {
        session.supply(first, Bodies.of(after, first.range()));
        Uploads.supply(session, after);
      }
      assertStored("replaced", before);
      if (first.range().length() == after.length) {
        session.supply(first, Bodies.of(after, first.range()));
        Uploads.supply(session, after);
      }
      session.complete();
    }
    assertStored("replaced", after);
  }

  @Test
  default void repeatingASupplyIsHarmless() throws Exception {
    for (byte[] content : List.of(content(1, partLength()), longContent(2))) {
      try (UploadSession session = storage().open(request("repeated", content))) {
        Demand.Send first = Uploads.firstSend(session, content);
        session.supply(first, Bodies.of(content, first.range()));
        session.supply(first, Bodies.of(content, first.range()));
        Uploads.supply(session, content);
        session.supply(first, Bodies.of(content, first.range()));
        session.complete();
      }
      assertStored("repeated", content);
    }
  }

  @Test
  default void anUnfinishedUploadIsNotVisible() throws Exception {
    byte[] content = longContent(1);
    try (UploadSession session = storage().open(request("unfinished", content))) {
      if (resumes()) {
        Uploads.supply(session, content);
      }
      assertAbsent("unfinished");
    }
    assertAbsent("unfinished");
  }

  @Test
  default void anAbortedUploadLeavesNothing() throws Exception {
    byte[] before = content(1, 10);
    byte[] content = longContent(2);
    store("aborted", before);
    try (UploadSession session = storage().open(request("aborted", content))) {
      Uploads.supply(session, content, 1);
      session.abort();
      session.abort();
    }
    if (resumes()) {
      assertStored("aborted", before);
    }
  }

  @Test
  default void aTakenKeyIsNotReplacedUnlessAllowed() throws Exception {
    assumeTrue(storage().profile().overwriteModes().contains(Overwrite.ONLY_IF_ABSENT));
    byte[] before = content(1, 10);
    store("taken", before);
    for (byte[] content : List.of(content(2, 10), longContent(2))) {
      UploadRequest request = request("taken", content).withOverwrite(Overwrite.ONLY_IF_ABSENT);
      assertThrows(Conflict.class, () -> store(request, content));
      assertStored("taken", before);
    }
  }

  @Test
  default void aKeyThatIsTakenMeanwhileIsNotReplacedUnlessAllowed() throws Exception {
    assumeTrue(storage().profile().overwriteModes().contains(Overwrite.ONLY_IF_ABSENT));
    byte[] other = content(1, 10);
    byte[] content = longContent(2);
    UploadRequest request = request("race", content).withOverwrite(Overwrite.ONLY_IF_ABSENT);
    try (UploadSession session = storage().open(request)) {
      store("race", other);
      assertThrows(
          Conflict.class,
          () -> {
            Uploads.supply(session, content);
            session.complete();
          });
      session.abort();
    }
    assertStored("race", other);
  }

  @Test
  default void aFreeKeyIsTakenIfAbsent() throws Exception {
    assumeTrue(storage().profile().overwriteModes().contains(Overwrite.ONLY_IF_ABSENT));
    for (byte[] content : List.of(content(0, 0), content(2, 10), longContent(2))) {
      String key = "free/" + content.length;
      store(request(key, content).withOverwrite(Overwrite.ONLY_IF_ABSENT), content);
      assertStored(key, content);
    }
  }
}
