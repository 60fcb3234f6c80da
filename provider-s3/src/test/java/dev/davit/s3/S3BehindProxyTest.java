package dev.davit.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Demand;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where the JVM has a proxy, requests go by way of it. */
class S3BehindProxyTest {
  private final AtomicInteger forwarded = new AtomicInteger();

  @Test
  void requestsGoByWayOfTheProxyOfTheJvm() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    byte[] content = "by way of a proxy".getBytes(ISO_8859_1);
    try (S3Server server = S3Server.start();
        ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      server.createBucket("lift");
      Thread.startVirtualThread(() -> serve(proxy, server.endpoint()));
      ProxySelector.setDefault(new Always(proxy.getLocalPort()));
      try (S3Storage storage = Buckets.of(server, "lift", Map.of());
          UploadSession session =
              storage.open(UploadRequest.of(ObjectKey.of("key"), content.length))) {
        Demand.Send send = (Demand.Send) session.next();
        session.supply(send, Bodies.of(content, send.range()));
        assertThat(session.complete().length()).isEqualTo(content.length);
      }
      assertThat(server.bucket("lift").objects()).containsOnlyKeys("key");
      assertThat(forwarded).hasPositiveValue();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private void serve(ServerSocket proxy, URI endpoint) {
    while (!proxy.isClosed()) {
      try {
        Socket client = proxy.accept();
        Thread.startVirtualThread(() -> forward(client, endpoint));
      } catch (IOException e) {
        // closed
      }
    }
  }

  /** Makes {@code PUT http://host/path} of a proxy's request what a server wants to read. */
  private void forward(Socket client, URI endpoint) {
    try (client;
        Socket server = new Socket(endpoint.getHost(), endpoint.getPort())) {
      StringBuilder line = new StringBuilder();
      InputStream in = client.getInputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      assertThat(line).contains(" " + endpoint);
      forwarded.incrementAndGet();
      String direct = line.toString().replace(endpoint.toString(), "") + "\n";
      server.getOutputStream().write(direct.getBytes(ISO_8859_1));
      Thread back = Thread.startVirtualThread(() -> pump(server, client));
      in.transferTo(server.getOutputStream());
      back.join();
    } catch (IOException | InterruptedException e) {
      // the test sees what did not arrive
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Always extends ProxySelector {
    private final int port;

    Always(int port) {
      this.port = port;
    }

    @Override
    public List<Proxy> select(URI uri) {
      SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // the request fails, too
    }
  }
}
