package dev.davit.testkit;

import org.junit.jupiter.api.AfterEach;

/**
 * Checks that a storage keeps what {@link dev.davit.core.port.Storage} promises.
 *
 * <p>A provider's test class extends this and says how the storage is made. Where a storage
 * deviates, the class overrides the test, asserts the deviation and says why.
 */
public abstract class StorageContract
    implements StoringContract,
        BrokenBodyContract,
        KeyContract,
        ResumingContract,
        ConcurrencyContract,
        ListingContract,
        RemovalContract {

  /** Makes one. */
  protected StorageContract() {}

  /**
   * Checks that the test left nothing behind that should not be: scratch files, open sessions.
   * Uploads that a test parked may be there.
   */
  protected abstract void checkNoLeaks() throws Exception;

  @AfterEach
  final void nothingLeaks() throws Exception {
    checkNoLeaks();
  }
}
