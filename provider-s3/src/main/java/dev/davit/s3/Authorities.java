package dev.davit.s3;

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
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts the certificates of a file, and no others. There is no way to trust everybody. */
record Authorities(SSLSocketFactory sockets, X509TrustManager manager) {

  static Authorities of(Path file) {
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
      TrustManager[] trusted = factory.getTrustManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted, null);
      return new Authorities(context.getSocketFactory(), (X509TrustManager) trusted[0]);
    } catch (IOException | GeneralSecurityException e) {
      throw new SettingsException("ca-file: " + file + " cannot be read as certificates", e);
    }
  }
}
