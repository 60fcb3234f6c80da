package dev.davit.s3;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs the PUT of a small object: our signer, and the SDK's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SigningBenchmark {
  private static final String HOST = "127.0.0.1:9000";
  private final Key key =
      new Key(
          Lease.lasting(
              Credential.KeyPair.of("AKID", Secret.of("a secret of forty characters in length..")),
              "the benchmark"));
  private final S3Signer own = new S3Signer("us-east-1");
  private final AwsV4HttpSigner theirs = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity identity =
      AwsCredentialsIdentity.create("AKID", "a secret of forty characters in length..");

  private static SortedMap<String, String> headers() {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", HOST);
    headers.put("content-type", "application/octet-stream");
    headers.put("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=");
    return headers;
  }

  /** Signs with ours. */
  @Benchmark
  public Map<String, String> ours() {
    SortedMap<String, String> headers = headers();
    own.sign(
        key, Instant.now(), "PUT", "/lift/dir/file-000001.bin", "", headers, S3Signer.UNSIGNED);
    return headers;
  }

  /** Signs with the SDK's. */
  @Benchmark
  public SdkHttpRequest sdk() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .protocol("http")
            .host("127.0.0.1")
            .port(9000)
            .encodedPath("/lift/dir/file-000001.bin");
    headers().forEach(request::putHeader);
    return theirs
        .sign(r ->
            r.request(request.build())
                .identity(identity)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3"))
        .request();
  }
}
