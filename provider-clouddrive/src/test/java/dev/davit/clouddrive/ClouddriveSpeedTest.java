package dev.davit.clouddrive;

import com.google.protobuf.UnsafeByteOperations;
import com.sun.management.OperatingSystemMXBean;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.PlainDriver;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc;
import dev.davit.clouddrive.wire.WriteFileRequest;
import dev.davit.clouddrive.wire.WriteFileResult;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares an upload with a plain gRPC stream of the same file to the same sink: {@code mvn -pl
 * provider-clouddrive test -Dtest=ClouddriveSpeedTest -Dclouddrive.speed=4096} (MiB); with {@code
 * -Dclouddrive.rounds=N} for more than three rounds, of which the first is cold. Prints, and judges
 * nothing: times depend on the machine.
 */
@EnabledIfSystemProperty(named = "clouddrive.speed", matches = "\\d+")
class ClouddriveSpeedTest {
  private static final int ROUNDS = Integer.getInteger("clouddrive.rounds", 3);
  private static final int MESSAGE = 1 << 20;

  @TempDir Path folder;

  @Test
  void uploadAgainstPlainStream() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    Path file = source.resolve("large.bin");
    long length = Long.getLong("clouddrive.speed") << 20;
    byte[] piece = new byte[MESSAGE];
    new Random(1).nextBytes(piece);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long at = 0; at < length; at += MESSAGE) {
        out.write(piece);
      }
    }
    LoopbackOptions sink =
        LoopbackOptions.defaults().driven(upload -> new PlainDriver(8 << 20, 4)).sink();
    double[] ratios = new double[ROUNDS];
    try (LoopbackCloudDrive server = LoopbackCloudDrive.start(sink, folder.resolve("server"))) {
      for (int round = 1; round <= ROUNDS; round++) {
        int number = round;
        Cost plain = cost(() -> stream(server, file));
        Cost upload =
            cost(() -> Lift.run(source, server.port(), folder.resolve("run" + number), 8, "60s"));
        System.out.printf(
            "round %d: plain stream %.1f s (CPU %.1f s), upload %.1f s (CPU %.1f s), ratio of speed"
                + " %.2f, by CPU %.2f%n",
            round,
            plain.seconds(),
            plain.cpuSeconds(),
            upload.seconds(),
            upload.cpuSeconds(),
            plain.seconds() / upload.seconds(),
            plain.cpuSeconds() / upload.cpuSeconds());
        ratios[round - 1] = plain.seconds() / upload.seconds();
      }
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio of speed %.2f%n", ratios[ROUNDS / 2]);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** The second, of client and server together, is the steadier on a machine that others use. */
  private record Cost(double seconds, double cpuSeconds) {}

  private static Cost cost(Work work) throws Exception {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long began = System.nanoTime();
    work.run();
    return new Cost((System.nanoTime() - began) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
  }

  /** The least that a client can do: read, send when there is room, wait for the answer. */
  private static void stream(LoopbackCloudDrive server, Path file) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    Semaphore ready = new Semaphore(0);
    CountDownLatch ended = new CountDownLatch(1);
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer good-token");
    var observer =
        new ClientResponseObserver<WriteFileRequest, WriteFileResult>() {
          @Override
          public void beforeStart(ClientCallStreamObserver<WriteFileRequest> call) {
            call.setOnReadyHandler(ready::release);
          }

          @Override
          public void onNext(WriteFileResult result) {
            // counted by the server
          }

          @Override
          public void onError(Throwable failure) {
            ended.countDown();
          }

          @Override
          public void onCompleted() {
            ended.countDown();
          }
        };
    var call =
        (ClientCallStreamObserver<WriteFileRequest>)
            CloudDriveFileSrvGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .writeToFileStream(observer);
    try (InputStream in = Files.newInputStream(file)) {
      long at = 0;
      for (byte[] bytes = in.readNBytes(MESSAGE);
          bytes.length > 0;
          bytes = in.readNBytes(MESSAGE)) {
        while (!call.isReady()) {
          ready.acquire();
        }
        call.onNext(
            WriteFileRequest.newBuilder()
                .setStartPos(at)
                .setLength(bytes.length)
                .setBuffer(UnsafeByteOperations.unsafeWrap(bytes))
                .build());
        at += bytes.length;
      }
    }
    call.onCompleted();
    ended.await();
    channel.shutdownNow();
  }
}
