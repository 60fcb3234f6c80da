package dev.davit.lane;

import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Trusts the certificates of a file, and no others. There is no way to trust everybody. */
public final class Authorities {

  private Authorities() {}

  static void trust(OkHttpClient.Builder client, Path file) {
    try {
      X509TrustManager manager = of(file);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      client.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException e) {
      throw new SettingsException("ca-file: TLS cannot be set up with " + file, e);
    }
  }

  /**
   * Reads a file of certificates.
   *
   * @throws SettingsException if there is none in it
   */
  public static X509TrustManager of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + count++, one);
      }
      if (count == 0) {
        throw new SettingsException("ca-file: there is no certificate in " + file);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (IOException | GeneralSecurityException e) {
      throw new SettingsException("ca-file: " + file + " cannot be read as certificates", e);
    }
  }
}
