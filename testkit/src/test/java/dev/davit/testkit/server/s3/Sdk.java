package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK for Java as a judge: it must not forgive by trying again. */
final class Sdk {
  private Sdk() {}

  static S3Client client(S3Server server) {
    return client(server, builder -> {});
  }

  static S3Client client(S3Server server, Consumer<S3ClientBuilder> more) {
    S3ClientBuilder builder =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(StaticCredentialsProvider.create(of(S3Server.CREDENTIAL)))
            .httpClient(UrlConnectionHttpClient.create())
            .forcePathStyle(true)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    more.accept(builder);
    return builder.build();
  }

  static AwsCredentials of(S3Credential credential) {
    return credential.sessionToken().isEmpty()
        ? AwsBasicCredentials.create(credential.accessKeyId(), credential.secretKey())
        : AwsSessionCredentials.create(
            credential.accessKeyId(),
            credential.secretKey(),
            credential.sessionToken().orElseThrow());
  }

  static S3Exception refusal(int status, String code, ThrowingCallable call) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.statusCode()).isEqualTo(status);
    assertThat(refusal.requestId()).isNotEmpty();
    return refusal;
  }
}
