package dev.davit.testkit.server.taskfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.LoopbackServer;
import dev.davit.testkit.server.ServerOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A task-file API on loopback. It counts how often each {@code file_key} came, and how often it
 * made a file of it: a deduplicating one makes each once, as the real one does, the other one each
 * time.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class TaskFileServer implements AutoCloseable {
  private final TaskFiles files;
  private final LoopbackServer server;

  private TaskFileServer(ServerOptions options, boolean deduplicates) {
    files = new TaskFiles(deduplicates);
    server = new LoopbackServer(options, new TaskFileProtocol(files));
  }

  /** Starts one that takes each key once, and says {@code skipped} of a repetition. */
  public static TaskFileServer start() {
    return new TaskFileServer(ServerOptions.defaults(), true);
  }

  /** Starts one that makes a new file of every repetition. */
  public static TaskFileServer startForgetful() {
    return new TaskFileServer(ServerOptions.defaults(), false);
  }

  /** Returns the base that {@code MAGIC_API_SERVICE_BASE_URL} names; it ends in {@code /v1}. */
  public URI base() {
    return server.endpoint().resolve("/v1");
  }

  /** Returns where files are registered. */
  public URI url() {
    return URI.create(base() + TaskFileProtocol.PATH);
  }

  /** Returns the faults in force; the operation is {@code REGISTER_FILES}. */
  public Faults faults() {
    return server.faults();
  }

  /** Returns the server, to stop and resume listening. */
  public LoopbackServer server() {
    return server;
  }

  /** Answers the next so many requests with HTTP 200 and a code, and does nothing else. */
  public void answerCode(int code, int times) {
    files.answerCode(code, times);
  }

  /** Answers a file with {@code status: error} from now on; the others of a request are taken. */
  public void refuse(String fileKey, String error) {
    files.refuse(fileKey, error);
  }

  /** Refuses whole requests that hold a key, with code 51183, from now on. */
  public void refuseRequestsWith(String fileKey) {
    files.refuseRequestsWith(fileKey);
  }

  /** Leaves a file out of its answers from now on, though it takes it. */
  public void neverName(String fileKey) {
    files.neverName(fileKey);
  }

  /** Returns the bodies of all requests that were understood, in order. */
  public List<JsonNode> bodies() {
    return files.bodies();
  }

  /** Returns the headers of all requests that were understood, by lower-case name, in order. */
  public List<Map<String, String>> headers() {
    return files.headers();
  }

  /** Returns how often each key came in a request that was carried out. */
  public Map<String, Integer> asked() {
    return files.asked();
  }

  /** Returns how many files there are of each key. */
  public Map<String, Integer> registered() {
    return files.registered();
  }

  /** Returns what went wrong inside: a test asserts that this is empty. */
  public List<Throwable> surprises() {
    return server.surprises();
  }

  @Override
  public void close() {
    server.close();
  }
}
