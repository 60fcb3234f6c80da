package dev.davit.s3;

import com.sun.management.OperatingSystemMXBean;
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
import dev.davit.core.spi.Settings;
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
 * Sends small objects to a server that runs already, in rounds: the first from a cold process.
 *
 * <pre>
 * {@code PutRate ENDPOINT BUCKET ACCESS_KEY SECRET_KEY OBJECTS ROUNDS THREADS [SETTING=VALUE...]}
 * </pre>
 */
public final class PutRate {
  private static final int LENGTH = 4096;

  private PutRate() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    Map<String, String> values = new java.util.HashMap<>(Map.of("endpoint", args[0]));
    for (int i = 7; i < args.length; i++) {
      String[] setting = args[i].split("=", 2);
      values.put(setting[0], setting[1]);
    }
    Settings settings = new Settings(Destination.parse("s3://" + args[1]), values);
    S3Provider provider = new S3Provider();
    S3Settings read = provider.read(settings);
    settings.end();
    CredentialSource keys = keys(Credential.KeyPair.of(args[2], Secret.of(args[3])));
    int objects = Integer.parseInt(args[4]);
    int threads = Integer.parseInt(args[6]);
    try (Storage storage = provider.connect(read, new StorageContext(Surroundings.real(), keys))) {
      for (int round = 0; round < Integer.parseInt(args[5]); round++) {
        round(storage, round, objects, threads);
      }
    }
  }

  private static void round(Storage storage, int round, int objects, int threads)
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
            lane, () -> put(storage, "dir/round-" + round + "/file-" + number + ".bin", number));
      }
      scope.join();
    }
    long wall = System.nanoTime() - began;
    cpu = os.getProcessCpuTime() - cpu;
    System.out.printf(
        "round %d: %d PUT/s, %d us CPU per PUT, %d ms, JVM up %d ms%n",
        round,
        objects * 1_000_000_000L / wall,
        cpu / objects / 1000,
        wall / 1_000_000,
        ManagementFactory.getRuntimeMXBean().getUptime());
  }

  private static void put(Storage storage, String key, int number) throws Exception {
    byte[] content = new byte[LENGTH];
    content[number % LENGTH] = 1;
    Body body = new Small(content, storage.profile().verifies().iterator().next());
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of(key), content.length))) {
      while (session.next() instanceof Demand.Send send) {
        session.supply(send, body);
      }
      if (session.complete().digests().isEmpty()) {
        throw new IllegalStateException("not verified");
      }
    }
  }

  private static CredentialSource keys(Credential pair) {
    Lease<Credential> lease = Lease.lasting(pair, "the command line");
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return lease;
      }

      @Override
      public void expired(Lease<Credential> refused) {
        throw new IllegalStateException("expired");
      }
    };
  }

  /** What core makes of a small file: bytes in memory, digests of one pass. */
  private static final class Small implements Body {
    private final byte[] content;
    private final Map<DigestAlgorithm, Digest> digests;

    Small(byte[] content, DigestAlgorithm verified) {
      this.content = content;
      OnePassDigests pass = OnePassDigests.of(EnumSet.of(DigestAlgorithm.SHA256, verified));
      pass.update(content, 0, content.length);
      digests = pass.finish();
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
