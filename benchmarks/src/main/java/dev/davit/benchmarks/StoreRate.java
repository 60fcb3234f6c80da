package dev.davit.benchmarks;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.ObjectMetadata;
import com.sun.management.OperatingSystemMXBean;
import com.volcengine.tos.TOSClientConfiguration;
import com.volcengine.tos.TOSV2;
import com.volcengine.tos.TOSV2ClientBuilder;
import com.volcengine.tos.credential.StaticCredentialsProvider;
import com.volcengine.tos.model.object.PutObjectInput;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.support.OnePassDigests;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Map;

/**
 * Sends small objects to a server that runs already, in rounds, the first from a cold process: by a
 * provider, or by a vendor's client as it comes. Prints a row of a table for each round.
 *
 * <pre>
 * {@code StoreRate s3|oss|tos|oss-sdk|tos-sdk ENDPOINT REGION BUCKET ID SECRET OBJECTS ROUNDS THREADS}
 * </pre>
 */
public final class StoreRate {
  private static final int LENGTH = 4096;

  private StoreRate() {}

  /** Sends one object. */
  private interface Put {
    void put(String key, byte[] content) throws Exception;
  }

  /** Runs. */
  public static void main(String[] args) throws Exception {
    Put put =
        switch (args[0]) {
          case "oss-sdk" -> ossSdk(args);
          case "tos-sdk" -> tosSdk(args);
          default -> provider(args);
        };
    for (int round = 1; round <= Integer.parseInt(args[7]); round++) {
      round(args[0], put, round, Integer.parseInt(args[6]), Integer.parseInt(args[8]));
    }
    System.exit(0);
  }

  private static void round(String what, Put put, int round, int objects, int threads)
      throws InterruptedException {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = os.getProcessCpuTime();
    long began = System.nanoTime();
    Tasks tasks = Tasks.virtual();
    Tasks.Lane lane = tasks.lane(threads);
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < objects; i++) {
        int number = i;
        scope.fork(
            lane,
            () -> {
              byte[] content = new byte[LENGTH];
              content[number % LENGTH] = 1;
              put.put("dir/round-" + round + "/file-" + number + ".bin", content);
            });
      }
      scope.join();
    }
    long wall = System.nanoTime() - began;
    cpu = os.getProcessCpuTime() - cpu;
    System.out.printf(
        "| %s | %d | %,d | %d |%n",
        what, round, objects * 1_000_000_000L / wall, cpu / objects / 1000);
  }

  private static Put provider(String[] args) {
    Destination destination = Destination.parse(args[0] + "://" + args[3]);
    Lease<Credential> lease =
        Lease.lasting(Credential.KeyPair.of(args[4], Secret.of(args[5])), "the command line");
    CredentialSource keys =
        new CredentialSource() {
          @Override
          public Lease<Credential> lease(CredentialScope scope) {
            return lease;
          }

          @Override
          public void expired(Lease<Credential> refused) {
            throw new IllegalStateException("expired");
          }
        };
    Storage storage =
        Providers.onClassPath()
            .connect(
                destination,
                Map.of("endpoint", args[1], "region", args[2]),
                new StorageContext(Surroundings.real(), keys));
    DigestAlgorithm verified = storage.profile().verifies().iterator().next();
    return (key, content) -> {
      Body body = new Small(content, verified);
      try (UploadSession session =
          storage.open(UploadRequest.of(ObjectKey.of(key), content.length))) {
        while (session.next() instanceof Demand.Send send) {
          session.supply(send, body);
        }
        if (session.complete().digests().isEmpty()) {
          throw new IllegalStateException("not verified");
        }
      }
    };
  }

  private static Put ossSdk(String[] args) {
    ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
    configuration.setSignatureVersion(SignVersion.V4);
    configuration.setSLDEnabled(true);
    OSS oss =
        OSSClientBuilder.create()
            .endpoint(args[1])
            .region(args[2])
            .credentialsProvider(new DefaultCredentialProvider(args[4], args[5]))
            .clientConfiguration(configuration)
            .build();
    return (key, content) -> {
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.setContentLength(content.length);
      oss.putObject(args[3], key, new ByteArrayInputStream(content), metadata);
    };
  }

  private static Put tosSdk(String[] args) {
    TOSV2 tos =
        new TOSV2ClientBuilder()
            .build(
                TOSClientConfiguration.builder()
                    .endpoint(args[1])
                    .region(args[2])
                    .disableTrailerHeader(true)
                    .credentialsProvider(new StaticCredentialsProvider(args[4], args[5]))
                    .build());
    return (key, content) ->
        tos.putObject(
            new PutObjectInput()
                .setBucket(args[3])
                .setKey(key)
                .setContentLength(content.length)
                .setContent(new ByteArrayInputStream(content)));
  }

  /** What core makes of a small file: bytes in memory, digests of one pass. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Small(byte[] content, Map<DigestAlgorithm, Digest> digests) implements Body {
    Small(byte[] content, DigestAlgorithm verified) {
      this(content, digests(content, verified));
    }

    private static Map<DigestAlgorithm, Digest> digests(byte[] content, DigestAlgorithm verified) {
      OnePassDigests pass = OnePassDigests.of(EnumSet.of(DigestAlgorithm.SHA256, verified));
      pass.update(content, 0, content.length);
      return pass.finish();
    }

    @Override
    public long length() {
      return content.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) {
      Digest digest = digests.get(algorithm);
      if (digest == null) {
        throw new IllegalStateException(algorithm + " costs another pass");
      }
      return digest;
    }
  }
}
