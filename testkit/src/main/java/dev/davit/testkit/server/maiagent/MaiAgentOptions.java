package dev.davit.testkit.server.maiagent;

import dev.davit.testkit.server.ServerOptions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a {@link MaiAgentServer} behaves, where the service's documents leave it open or contradict
 * each other.
 *
 * @param server how both of its servers listen
 * @param apiKey the only key it knows
 * @param knowledgeBase the only knowledge base's id
 * @param pageSizeName the spelling that it obeys; the other is ignored
 * @param defaultPageSize files on a page unless asked otherwise
 * @param maxPageSize most files on a page
 * @param wrapsRegistered whether it answers a registration with an object rather than a list
 * @param maxRegistered most files in one registration
 * @param searches whether {@code query} finds names that contain it, rather than being ignored
 * @param successStatus of the form endpoint: 204, or 200 or 201
 * @param indexing from the registration until a file is done or failed
 * @param failsToIndex which names fail
 * @param refusedTypes endings of names that are refused, without dot
 * @param quota bytes that fit in the plan
 * @param formLife how long a form is good
 * @param keepsContent whether bytes are kept, rather than their digest only
 */
public record MaiAgentOptions(
    ServerOptions server,
    String apiKey,
    String knowledgeBase,
    String pageSizeName,
    int defaultPageSize,
    int maxPageSize,
    boolean wrapsRegistered,
    int maxRegistered,
    boolean searches,
    int successStatus,
    Duration indexing,
    Predicate<String> failsToIndex,
    Set<String> refusedTypes,
    long quota,
    Duration formLife,
    boolean keepsContent) {

  /** Returns what the examples expect: lists of files, 204, indexed at once. */
  public static MaiAgentOptions defaults() {
    return new MaiAgentOptions(
        ServerOptions.defaults(),
        "loopback-key-0123456789",
        "3f2b8c1d-7a64-4e0f-9b55-d1c0a2e4f678",
        "page_size",
        20,
        100,
        false,
        100,
        true,
        204,
        Duration.ZERO,
        name -> false,
        Set.of("exe"),
        Long.MAX_VALUE,
        Duration.ofHours(1),
        true);
  }

  /** Listens otherwise. */
  public MaiAgentOptions withServer(ServerOptions other) {
    return new MaiAgentOptions(
        other,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        searches,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        formLife,
        keepsContent);
  }

  /** Takes the documents' word instead of the examples': other spellings and shapes. */
  public MaiAgentOptions asDocumented() {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        "pageSize",
        10,
        50,
        true,
        maxRegistered,
        searches,
        201,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        formLife,
        keepsContent);
  }

  /** Takes no more than so many files in one registration. */
  public MaiAgentOptions withMaxRegistered(int files) {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        files,
        searches,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        formLife,
        keepsContent);
  }

  /** Ignores {@code query}. */
  public MaiAgentOptions withoutSearch() {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        false,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        formLife,
        keepsContent);
  }

  /** Takes its time with indexing, and fails with some names. */
  public MaiAgentOptions withIndexing(Duration time, Predicate<String> fails) {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        searches,
        successStatus,
        time,
        fails,
        refusedTypes,
        quota,
        formLife,
        keepsContent);
  }

  /** Has room for so many bytes. */
  public MaiAgentOptions withQuota(long bytes) {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        searches,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        bytes,
        formLife,
        keepsContent);
  }

  /** Hands out forms that are good for so long. */
  public MaiAgentOptions withFormLife(Duration life) {
    return new MaiAgentOptions(
        server,
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        searches,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        life,
        keepsContent);
  }

  /** Keeps lengths and digests only, and no history: for load. */
  public MaiAgentOptions forLoad() {
    return new MaiAgentOptions(
        server.withoutHistory(),
        apiKey,
        knowledgeBase,
        pageSizeName,
        defaultPageSize,
        maxPageSize,
        wrapsRegistered,
        maxRegistered,
        searches,
        successStatus,
        indexing,
        failsToIndex,
        refusedTypes,
        quota,
        formLife,
        false);
  }
}
