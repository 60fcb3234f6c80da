package dev.davit.s3;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Somebody else's S3, in memory, on loopback; it checks signatures. */
final class ProxyServer implements AutoCloseable {
  private final S3Proxy proxy;
  private final S3Client client;

  ProxyServer() {
    try {
      proxy =
          S3Proxy.builder()
              .blobStore(BlobStores.create("transient-nio2", new Properties()))
              .awsAuthentication(AuthenticationType.AWS_V4, TestKeys.ID, TestKeys.SECRET)
              .ignoreUnknownHeaders(true)
              .stopTimeout(0)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .build();
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(TestKeys.ID, TestKeys.SECRET)))
            .build();
  }

  String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** The SDK's own client: other means than ours. */
  S3Client client() {
    return client;
  }

  byte[] read(String bucket, ObjectKey key) throws IOException {
    try {
      return client.getObjectAsBytes(r -> r.bucket(bucket).key(key.value())).asByteArray();
    } catch (SdkException e) {
      throw new IOException(e);
    }
  }

  S3Storage storage(String bucket, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(Map.of("endpoint", endpoint(), "part-size", "5m"));
    values.putAll(more);
    Settings settings = new Settings(Destination.parse("s3://" + bucket), values);
    S3Settings read = S3Settings.read(settings);
    settings.end();
    return new S3Storage(read, new StorageContext(Surroundings.real(), TestKeys.source()));
  }

  @Override
  public void close() throws Exception {
    client.close();
    proxy.stop();
  }
}
