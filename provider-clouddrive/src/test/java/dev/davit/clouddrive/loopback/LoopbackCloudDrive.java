package dev.davit.clouddrive.loopback;

import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.clouddrive.wire.RemoteReadDataRequest;
import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A CloudDrive2 server on loopback: speaks the same protocol, keeps files in a folder, and asks for
 * what its drivers want. Restarting it keeps what it knows, as the real one does.
 */
public final class LoopbackCloudDrive implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 10;

  private final LoopbackOptions options;
  private final Path folder;
  private final CloudFiles files;
  private final Channels channels = new Channels();
  private final Map<String, DrivenUpload> uploads = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final AtomicLong lostStarts = new AtomicLong();
  private final AtomicLong unasked = new AtomicLong();
  private final AtomicLong answersToLose = new AtomicLong();
  private final AtomicLong number = new AtomicLong();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final LoopbackService service = new LoopbackService(this);
  private volatile BiConsumer<DrivenUpload, RemoteHashProgressUpload> hashJudge = (u, m) -> {};
  private volatile Server server;
  private volatile int port;

  private LoopbackCloudDrive(LoopbackOptions options, Path folder) throws IOException {
    this.options = options;
    this.folder = folder;
    Files.createDirectories(folder);
    files = new CloudFiles(options.clouds());
    server = listen();
    port = server.getPort();
  }

  /** Starts one on a free port; it keeps bytes in a folder. */
  public static LoopbackCloudDrive start(LoopbackOptions options, Path folder) throws IOException {
    return new LoopbackCloudDrive(options, folder);
  }

  private Server listen() throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .executor(executor)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .addService(LoopbackService.peersKnown(service));
    if (options.certificate().isPresent()) {
      builder.useTransportSecurity(options.certificate().get(), options.key().orElseThrow());
    }
    return builder.build().start();
  }

  public int port() {
    return port;
  }

  Path folder() {
    return folder;
  }

  public CloudFiles files() {
    return files;
  }

  public LoopbackOptions options() {
    return options;
  }

  Channels channels() {
    return channels;
  }

  public Collection<DrivenUpload> uploads() {
    return uploads.values();
  }

  Map<String, DrivenUpload> uploadsById() {
    return uploads;
  }

  /** Returns what a client did against the protocol. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Returns how many messages brought bytes that nobody waited for (any more). */
  public long unaskedMessages() {
    return unasked.get();
  }

  /** Returns how many uploads began for clients that were gone before they were told the id. */
  public long lostStarts() {
    return lostStarts.get();
  }

  void startLost() {
    lostStarts.incrementAndGet();
  }

  /** Returns how many channels are open. */
  public int openChannels() {
    return channels.devices().size();
  }

  /** Returns how often a call was made. */
  public long calls(String name) {
    AtomicLong count = calls.get(name);
    return count == null ? 0 : count.get();
  }

  void called(String name) {
    calls.computeIfAbsent(name, unused -> new AtomicLong()).incrementAndGet();
  }

  /** Notes what a client did against the protocol. */
  public void violated(String what) {
    violations.add(what);
  }

  /** Does what the next message of bytes asks, and answers it with an error. */
  public void loseNextAnswer() {
    answersToLose.incrementAndGet();
  }

  boolean losesAnswer() {
    return answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  void unasked() {
    unasked.incrementAndGet();
  }

  /** Sets who compares the hashes that clients state. */
  public void judgeHashes(BiConsumer<DrivenUpload, RemoteHashProgressUpload> judge) {
    hashJudge = judge;
  }

  void checkHash(DrivenUpload upload, RemoteHashProgressUpload message) {
    hashJudge.accept(upload, message);
  }

  /** Begins an upload. */
  DrivenUpload begin(String peer, String path, long size, Map<Integer, String> known) {
    String id = "up-" + number.incrementAndGet();
    Optional<Path> bytes = options.keepBytes() ? Optional.of(folder.resolve(id)) : Optional.empty();
    Driver[] driver = new Driver[1];
    DrivenUpload upload =
        new DrivenUpload(
            this,
            id,
            options.troubles().contains(LoopbackOptions.Trouble.LATE_CHANNEL)
                ? ""
                : channels.opening(peer),
            path,
            size,
            known,
            new Driver() {
              @Override
              public void begin(DrivenUpload begun) {
                driver[0].begin(begun);
              }

              @Override
              public void answered(DrivenUpload answered) {
                driver[0].answered(answered);
              }
            },
            bytes);
    driver[0] = options.drivers().apply(upload);
    uploads.put(id, upload);
    return upload;
  }

  /** Puts a file where an upload goes, as if the server had had it all the time. */
  public void put(DrivenUpload upload) {
    finished(upload);
  }

  void finished(DrivenUpload upload) {
    files.put(
        upload.path(), new CloudFiles.Node(false, upload.size(), upload.bytes(), hashes(upload)));
  }

  private Map<Integer, String> hashes(DrivenUpload upload) {
    if (!options.stateHashes()) {
      return Map.of();
    }
    Map<Integer, String> hashes = new HashMap<>(upload.known());
    hashes.putAll(upload.values());
    hashes.remove(3);
    Optional<Path> bytes = upload.bytes();
    if (bytes.isPresent() && upload.gap().isEmpty()) {
      hashes.put(1, hash("MD5", bytes.get(), upload.size()));
      hashes.put(2, hash("SHA-1", bytes.get(), upload.size()));
    }
    return hashes;
  }

  /** Returns a file's digest in hexadecimal digits. */
  public static String hash(String algorithm, Path file, long length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      if (length > 0) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] buffer = new byte[1 << 16];
          for (int read; (read = in.read(buffer)) >= 0; ) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives uploads that began before their channel was there to whoever opens one. */
  void adopt(String device) {
    uploads.values().stream()
        .filter(each -> each.device().isEmpty())
        .forEach(each -> each.bind(device));
  }

  /** Repeats to a device what is open, as when it opens a channel. */
  void replay(String device) {
    for (DrivenUpload each : uploads.values()) {
      if (each.device().equals(device)) {
        each.repeat();
      }
    }
  }

  /** Asks everybody for bytes of an upload that nobody began. */
  public void sayOfStranger(String id) {
    RemoteUploadChannelReply reply =
        RemoteUploadChannelReply.newBuilder()
            .setUploadId(id)
            .setReadData(RemoteReadDataRequest.newBuilder().setLength(1))
            .build();
    channels.devices().forEach(device -> channels.say(device, reply));
  }

  /** Stops listening, cuts all connections, and listens again; knows what it knew. */
  public synchronized void restart() throws IOException, InterruptedException {
    server.shutdownNow();
    server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    for (int i = 0; ; i++) {
      try {
        server = listen();
        return;
      } catch (IOException e) { // the port is not free yet
        if (i == 100) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** Stops listening. */
  public void stop() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.close();
  }
}
