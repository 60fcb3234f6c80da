package dev.davit.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate for {@code localhost}, made for this process, and what clients need to trust it.
 */
public final class LoopbackTls {
  private static final char[] PASSWORD = "in-memory".toCharArray();

  private final X509Certificate certificate;
  private final PrivateKey privateKey;
  private final SSLContext server;
  private final SSLContext client;
  private final X509TrustManager trustManager;

  private LoopbackTls(SelfSigned identity) throws GeneralSecurityException, IOException {
    this.certificate = identity.certificate();
    this.privateKey = identity.privateKey();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    keys.setKeyEntry(
        "server", identity.privateKey(), PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD);
    server = SSLContext.getInstance("TLS");
    server.init(keyManagers.getKeyManagers(), null, null);

    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", certificate);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    trustManager = (X509TrustManager) trustManagers.getTrustManagers()[0];
    client = SSLContext.getInstance("TLS");
    client.init(null, trustManagers.getTrustManagers(), null);
  }

  /** Makes a new key and certificate. */
  public static LoopbackTls create() {
    try {
      return new LoopbackTls(SelfSigned.create());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a certificate", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a context that trusts this server and nobody else. */
  public SSLContext clientContext() {
    return client;
  }

  /** Returns a trust manager that trusts this server and nobody else. */
  public X509TrustManager trustManager() {
    return trustManager;
  }

  /** Writes the certificate for clients that want a file. */
  public void writePem(Path file) throws IOException {
    try {
      writePem(file, "CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Writes the private key (PKCS #8) for servers that want a file. */
  public void writeKeyPem(Path file) throws IOException {
    writePem(file, "PRIVATE KEY", privateKey.getEncoded());
  }

  private static void writePem(Path file, String what, byte[] encoded) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file,
        "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n",
        StandardCharsets.US_ASCII);
  }

  SSLSocket over(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            server.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }
}
