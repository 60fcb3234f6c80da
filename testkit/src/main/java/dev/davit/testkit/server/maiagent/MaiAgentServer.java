package dev.davit.testkit.server.maiagent;

import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.LoopbackServer;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A strict MaiAgent on loopback, with faults on demand: an API and, on a port of its own, the
 * object store that its forms lead to.
 *
 * <p><b>Differences.</b> One key, one knowledge base, no chatbots, labels or parsers; content is
 * "indexed" by waiting.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class MaiAgentServer implements AutoCloseable {
  private final MaiAgentOptions options;
  private final KnowledgeBase state;
  private final LoopbackServer store;
  private final LoopbackServer api;

  private MaiAgentServer(MaiAgentOptions options) {
    this.options = options;
    state = new KnowledgeBase(options);
    FormPolicy policy = new FormPolicy(options.formLife());
    store =
        new LoopbackServer(options.server().withPort(0), new StoreProtocol(options, state, policy));
    api =
        new LoopbackServer(
            options.server(), new ApiProtocol(options, state, policy, store.endpoint()));
  }

  /** Starts one. */
  public static MaiAgentServer start(MaiAgentOptions options) {
    return new MaiAgentServer(options);
  }

  /** Returns the base of its API. */
  public URI endpoint() {
    return api.endpoint().resolve("/api/v1/");
  }

  /** Returns how it behaves. */
  public MaiAgentOptions options() {
    return options;
  }

  /** Returns the faults of the API. */
  public Faults faults() {
    return api.faults();
  }

  /** Returns the faults of the object store. */
  public Faults storeFaults() {
    return store.faults();
  }

  /** Returns the server of the API. */
  public LoopbackServer api() {
    return api;
  }

  /** Returns the server of the object store. */
  public LoopbackServer store() {
    return store;
  }

  /** Returns what the knowledge base holds, in order of registration. */
  public List<KnowledgeBase.File> files() {
    return state.files();
  }

  /** Returns what the knowledge base holds under a name. */
  public List<KnowledgeBase.File> files(String name) {
    return files().stream().filter(file -> file.name().equals(name)).toList();
  }

  /** Registers a file as another uploader would have. */
  public void put(String name, byte[] content) {
    state.put(name, content);
  }

  /** Removes every file of a name, behind everybody's back. */
  public void lose(String name) {
    files(name).forEach(file -> state.remove(file.id()));
  }

  /** Returns what went wrong inside: a test asserts that this is empty. */
  public List<Throwable> surprises() {
    return Stream.concat(api.surprises().stream(), store.surprises().stream()).toList();
  }

  @Override
  public void close() {
    api.close();
    store.close();
  }
}
