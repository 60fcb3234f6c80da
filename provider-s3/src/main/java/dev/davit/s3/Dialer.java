package dev.davit.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Opens connections, secured where the address says so. */
final class Dialer {
  /** How long an address that others follow is waited for: one family of IP may lead nowhere. */
  private static final int NOT_LAST_MILLIS = 2_000;

  private final S3Settings settings;
  private final int connectMillis;
  private volatile @Nullable InetAddress reached;
  private volatile @Nullable SSLSocketFactory secured;

  Dialer(S3Settings settings) {
    this.settings = settings;
    connectMillis = Math.toIntExact(settings.connectTimeout().toMillis());
  }

  /**
   * Connects.
   *
   * @throws IOException if no address of the host can be reached, or it cannot prove its name
   */
  Wire dial(HttpUrl root) throws IOException {
    Socket plain = connect(root);
    try {
      plain.setTcpNoDelay(true);
      return new Wire(root.isHttps() ? secure(plain, root) : plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket connect(HttpUrl root) throws IOException {
    List<InetAddress> addresses = addresses(root.host());
    for (int i = 0; ; i++) {
      boolean last = i == addresses.size() - 1;
      Socket socket = root.isHttps() ? new Socket() : SocketChannel.open().socket();
      try {
        socket.connect(
            new InetSocketAddress(addresses.get(i), root.port()),
            last ? connectMillis : Math.min(connectMillis, NOT_LAST_MILLIS));
        reached = addresses.get(i);
        return socket;
      } catch (IOException e) {
        socket.close();
        if (last || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  /** Returns the addresses of a host; the one that was reached before comes first. */
  private List<InetAddress> addresses(String host) throws IOException {
    List<InetAddress> addresses = new ArrayList<>(List.of(InetAddress.getAllByName(host)));
    InetAddress known = reached;
    if (known != null && addresses.remove(known)) {
      addresses.addFirst(known);
    }
    return addresses;
  }

  private Socket secure(Socket plain, HttpUrl root) throws IOException {
    SSLSocket socket = (SSLSocket) sockets().createSocket(plain, root.host(), root.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(connectMillis);
    socket.startHandshake();
    socket.setSoTimeout(0); // from here on the lane watches
    return socket;
  }

  private SSLSocketFactory sockets() {
    SSLSocketFactory known = secured;
    if (known == null) {
      known =
          settings
              .authorities()
              .map(file -> Authorities.of(file).sockets())
              .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
      secured = known;
    }
    return known;
  }
}
