package dev.davit.cli.run;

import com.google.inject.Guice;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import dev.davit.core.Davit;
import dev.davit.mcp.HttpMcpServer;
import dev.davit.mcp.IndexServer;
import dev.davit.mcp.StdioServer;
import dev.davit.mcp.Tokens;
import dev.davit.mcp.UploadTool;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionNotFoundException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out {@code davit mcp}. Standard output belongs to the protocol: whatever else is printed,
 * by whomever, goes to standard error.
 */
public final class McpRun {
  private final FileIndex index;
  private final Console console;

  /** Prepares it. */
  public McpRun(FileIndex index) {
    this.index = index;
    console = Console.withoutResults();
  }

  /**
   * What may be sent where.
   *
   * @param roots folders; nothing can be sent if there are none
   * @param destinations by name
   */
  public record Uploads(List<Path> roots, Map<String, UploadTool.Place> destinations) {}

  /**
   * Who may call over the network.
   *
   * @param address where to listen
   * @param tokens file with names and tokens
   * @param hosts further names of this server
   * @param origins further origins whose pages may call
   */
  public record Network(
      InetSocketAddress address, Path tokens, Set<String> hosts, Set<String> origins) {}

  /** Serves one client over standard input and output until the input ends. */
  public ExitCode stdio(Principal who, Optional<SessionHandle> session, Uploads uploads)
      throws IOException {
    PrintStream before = System.out;
    System.setOut(System.err);
    try (Logs logs = Logs.to(console);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      check(who, session);
      new StdioServer(server(session, uploads), who, out).serve(System.in);
      return ExitCode.OK;
    } finally {
      System.setOut(before);
    }
  }

  /** Serves clients over HTTP until the process is told to end. */
  public ExitCode http(Network network, Uploads uploads) throws InterruptedException {
    if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
      System.setProperty("sun.net.httpserver.maxReqTime", "30"); // seconds to send a request
    }
    try (Logs logs = Logs.to(console);
        HttpMcpServer http = listen(network, uploads)) {
      InetSocketAddress address = http.address();
      String host = address.getHostString();
      console.tell(
          Say.of(
              "davit: serving at http://{0}:{1}{2}",
              host.contains(":") ? "[" + host + "]" : host,
              String.valueOf(address.getPort()),
              HttpMcpServer.PATH));
      if (!address.getAddress().isLoopbackAddress()) {
        console.tell(
            Say.of(
                "davit: tokens travel unencrypted to other machines: put a proxy with TLS in front"));
      }
      Thread.currentThread().join();
      return ExitCode.OK;
    }
  }

  private HttpMcpServer listen(Network network, Uploads uploads) {
    try {
      return new HttpMcpServer(
          server(Optional.empty(), uploads),
          network.address(),
          Tokens.read(network.tokens()),
          network.hosts(),
          network.origins());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException(
          Say.of(
              "cannot serve: {0}: {1}",
              e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
    }
  }

  private IndexServer server(Optional<SessionHandle> session, Uploads uploads) {
    return new IndexServer(Version.davit(), index, session, uploadTool(uploads));
  }

  private Optional<UploadTool> uploadTool(Uploads uploads) {
    if (uploads.destinations().isEmpty() && uploads.roots().isEmpty()) {
      return Optional.empty();
    }
    if (uploads.destinations().isEmpty() || uploads.roots().isEmpty()) {
      throw new UsageException(Say.of("uploads need both --upload-root and --upload-to"));
    }
    Davit davit =
        Guice.createInjector(
                new DavitModule(sentence -> console.tell("davit: " + SafeText.of(sentence))))
            .getInstance(Davit.class);
    uploads
        .destinations()
        .values()
        .forEach(each -> Wiring.checkScheme(each.destination().scheme(), davit.providers()));
    try {
      return Optional.of(new UploadTool(davit, uploads.roots(), uploads.destinations()));
    } catch (IOException e) {
      throw new UsageException(Say.of("there is no folder {0}", String.valueOf(e.getMessage())));
    }
  }

  private void check(Principal who, Optional<SessionHandle> session) {
    if (session.isPresent()) {
      try {
        index.session(who, session.get());
      } catch (SessionNotFoundException e) {
        throw new UsageException(
            Say.of(
                "there is no session \"{0}\", or it was not used for 30 days; \"davit index open\""
                    + " makes one",
                session.get()));
      }
    }
  }
}
