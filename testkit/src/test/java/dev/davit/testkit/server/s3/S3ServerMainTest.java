package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ServerMainTest {
  private static final int LARGE = 200 << 20;

  @Test
  void asAProcessItTakesMoreThanItsHeapHolds() throws Exception {
    Process process =
        java(List.of("-Xmx40m"), List.of("--sink", "--bucket=one,two", "--min-part=1"));
    try (BufferedReader said = process.inputReader()) {
      Map<String, String> facts = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        String line = said.readLine();
        assertThat(line).as("what it says when it starts").isNotNull();
        facts.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
      }
      try (S3Client client = client(facts)) {
        client.putObject(
            b -> b.bucket("two").key("large"),
            RequestBody.fromContentProvider(
                S3ServerMainTest::zeros, LARGE, "application/octet-stream"));
        assertThat(client.headObject(b -> b.bucket("two").key("large")).contentLength())
            .isEqualTo(LARGE);
        Sdk.refusal(
            501,
            "NotImplemented",
            () -> client.getObjectAsBytes(b -> b.bucket("two").key("large")));
      }
      process.outputWriter().write("\n");
      process.outputWriter().flush();
      assertThat(said.readLine()).startsWith("connections=");
      assertThat(said.readLine()).startsWith("PUT_OBJECT requests=1 in=");
      process.outputWriter().close();
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anUnknownArgumentIsAnsweredWithTheKnownOnes() throws Exception {
    Process process = java(List.of(), List.of("--sonk"));
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).startsWith("usage: S3ServerMain");
      assertThat(process.waitFor()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process java(List<String> options, List<String> arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(S3ServerMain.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static S3Client client(Map<String, String> facts) {
    return S3Client.builder()
        .endpointOverride(URI.create(facts.get("endpoint")))
        .region(Region.of(facts.get("region")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(facts.get("access_key"), facts.get("secret_key"))))
        .httpClient(UrlConnectionHttpClient.create())
        .forcePathStyle(true)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** Returns a stream that makes its bytes up, as often as it is opened. */
  private static InputStream zeros() {
    return new InputStream() {
      private int left = LARGE;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int n = Math.min(left, length);
        left -= n;
        return n;
      }
    };
  }
}
