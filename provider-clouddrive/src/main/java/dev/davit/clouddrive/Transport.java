package dev.davit.clouddrive;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.spi.SettingsException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes connections to a server, and says in plain words why there is none. */
final class Transport {
  private static final int MAX_INBOUND = 4 << 20;
  private static final String ODD = "does not answer as a CloudDrive2 server does";
  private static final int PROBE_MILLIS = 5_000;

  private final ClouddriveSettings settings;

  Transport(ClouddriveSettings settings) {
    this.settings = settings;
  }

  ManagedChannel channel(ExecutorService executor) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(settings.host(), settings.port())
            .executor(executor)
            .offloadExecutor(executor)
            .disableRetry()
            .userAgent("davit")
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_INBOUND);
    return settings.tls() ? secured(builder).build() : builder.usePlaintext().build();
  }

  private NettyChannelBuilder secured(NettyChannelBuilder builder) {
    Optional<Path> authorities = settings.authorities();
    if (authorities.isEmpty()) {
      return builder.useTransportSecurity();
    }
    try {
      return builder.sslContext(
          GrpcSslContexts.forClient().trustManager(authorities.get().toFile()).build());
    } catch (SSLException | IllegalArgumentException e) {
      throw new SettingsException(
          "the setting \"ca-file\" names "
              + authorities.get()
              + ", which holds no certificates in PEM form",
          e);
    }
  }

  /** Returns why the server cannot be used, given how the first call failed. */
  StorageException unreachable(StatusRuntimeException failure) {
    String server = settings.host() + ":" + settings.port();
    Where where = ClouddriveErrors.where("connect", server);
    String reason = reason(failure);
    return reason.startsWith(ODD) && failure.getStatus().getCode() == Status.Code.UNAVAILABLE
        ? new Transient(where, server + " " + reason, failure) // it may be restarting
        : new Unusable(where, server + " " + reason, failure);
  }

  private String reason(Throwable failure) {
    if (has(failure, CertificateException.class)) {
      return "shows a certificate that is not trusted; name its authority with"
          + " --setting ca-file=FILE";
    }
    if (has(failure, UnknownHostException.class)) {
      return "cannot be found: no such host; check the name";
    }
    if (has(failure, ConnectException.class)) {
      return "cannot be reached: "
          + root(failure)
          + "; check that CloudDrive2 runs there and listens on this port";
    }
    boolean speaksTls = speaksTls();
    if (speaksTls && !settings.tls()) {
      return "speaks TLS; add --setting tls=true";
    }
    if (!speaksTls && settings.tls()) {
      return "does not speak TLS; add --setting tls=false, or use its TLS port (usually 19799)";
    }
    return ODD + ": " + root(failure);
  }

  /** Tries a handshake; a certificate that is not trusted is one too. */
  private boolean speaksTls() {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(settings.host(), settings.port()), PROBE_MILLIS);
      plain.setSoTimeout(PROBE_MILLIS);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket socket =
          (SSLSocket) factory.createSocket(plain, settings.host(), settings.port(), true)) {
        socket.startHandshake();
        return true;
      }
    } catch (SSLException e) {
      return has(e, CertificateException.class);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean has(Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return ClouddriveErrors.shortened(String.valueOf(cause.getMessage()));
  }
}
