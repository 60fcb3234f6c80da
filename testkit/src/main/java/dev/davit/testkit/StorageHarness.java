package dev.davit.testkit;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;

/** What the contract has to know of the storage under test, and what its tests share. */
public interface StorageHarness {

  /** Returns the storage under test; the same during one test, and empty when it begins. */
  Storage storage();

  /** Returns another storage for the same place, as after a restart. */
  Storage reopened();

  /**
   * Reads an object by other means than the storage.
   *
   * @throws IOException if there is none
   */
  byte[] read(ObjectKey key) throws IOException;

  /** Returns the facets the storage must have; those of others it must not have. */
  Set<Class<?>> facets();

  /** Tells whether uploads of more than three parts can be resumed. */
  boolean resumes();

  /**
   * Returns a length in bytes. Content up to it is demanded at once; content of three times as much
   * and more is demanded in several pieces, if the storage does that.
   */
  int partLength();

  /** Returns the same bytes for the same seed and length. */
  default byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Returns content that is demanded in several pieces, the last of them shorter. */
  default byte[] longContent(long seed) {
    return content(seed, 4 * partLength() + partLength() / 3);
  }

  /** Stores content, one demand after the other. */
  default StoredObject store(UploadRequest request, byte[] content)
      throws IOException, InterruptedException {
    return Uploads.store(storage(), request, content);
  }

  /** Stores content, one demand after the other. */
  default StoredObject store(String key, byte[] content) throws IOException, InterruptedException {
    return Uploads.store(storage(), request(key, content), content);
  }

  /** Returns the request for content. */
  default UploadRequest request(String key, byte[] content) {
    return UploadRequest.of(ObjectKey.of(key), content.length);
  }

  /** Checks that an object is there, by the storage's word and by its bytes. */
  default void assertStored(String key, byte[] content) throws IOException {
    byte[] there = read(ObjectKey.of(key));
    Assertions.assertTrue(
        Arrays.equals(content, there),
        () ->
            key + ": " + there.length + " bytes are not the " + content.length + " that were sent");
    Assertions.assertEquals(
        content.length,
        storage()
            .find(ObjectKey.of(key))
            .orElseThrow(() -> new AssertionError("not found"))
            .length());
  }

  /** Checks that no object is there, by the storage's word and by looking. */
  default void assertAbsent(String key) {
    Assertions.assertTrue(storage().find(ObjectKey.of(key)).isEmpty(), () -> key + " was found");
    Assertions.assertThrows(
        IOException.class, () -> read(ObjectKey.of(key)), () -> key + " can be read");
  }
}
