package dev.davit.clouddrive.loopback;

import com.google.protobuf.ByteString;
import dev.davit.clouddrive.wire.RemoteHashDataRequest;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.clouddrive.wire.RemoteReadDataRequest;
import dev.davit.clouddrive.wire.RemoteReadDataUpload;
import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import dev.davit.clouddrive.wire.RemoteUploadStatusChanged;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An upload that the server drives. What happens to it is serialized by its own lock. */
public final class DrivenUpload {
  private final LoopbackCloudDrive server;
  private final String id;
  private final String path;
  private final long size;
  private final Map<Integer, String> known;
  private final Map<RemoteReadDataRequest, Received> reads = new LinkedHashMap<>();
  private final List<RemoteHashDataRequest> hashes = new ArrayList<>();
  private final Map<Integer, String> values = new HashMap<>();
  private final Map<Long, Boolean> ends = new HashMap<>(); // whether a request up to there is whole
  private final Driver driver;
  private final Optional<Path> bytes;
  private Ranges covered = new Ranges();
  private String device;
  private Status status = Status.Inqueue;
  private String words = "";
  private boolean forgotten;
  private boolean silent;
  private long progressMessages;
  private boolean deaf;

  private static final class Received {
    private final Ranges ranges = new Ranges();
    private boolean last;
  }

  DrivenUpload(
      LoopbackCloudDrive server,
      String id,
      String device,
      String path,
      long size,
      Map<Integer, String> known,
      Driver driver,
      Optional<Path> bytes) {
    this.server = server;
    this.id = id;
    this.device = device;
    this.path = path;
    this.size = size;
    this.known = known;
    this.driver = driver;
    this.bytes = bytes;
  }

  public String id() {
    return id;
  }

  public String path() {
    return path;
  }

  public long size() {
    return size;
  }

  /** Returns the hashes that the client sent when it began. */
  public Map<Integer, String> known() {
    return known;
  }

  /** Returns hash values that the client has answered. */
  public synchronized Map<Integer, String> values() {
    return Map.copyOf(values);
  }

  public synchronized Status status() {
    return status;
  }

  synchronized String words() {
    return words;
  }

  synchronized long covered() {
    return covered.length();
  }

  /** Tells whether nothing more is to happen to it. */
  public synchronized boolean over() {
    return forgotten || isFinal(status);
  }

  synchronized boolean forgotten() {
    return forgotten;
  }

  public synchronized long progressMessages() {
    return progressMessages;
  }

  synchronized void begin() {
    driver.begin(this);
  }

  /** Lets the driver go on, as if something had been answered. */
  public synchronized void go() {
    driver.answered(this);
  }

  /** Asks for bytes. */
  public synchronized void ask(long offset, long length, boolean lazy) {
    RemoteReadDataRequest request =
        RemoteReadDataRequest.newBuilder()
            .setOffset(offset)
            .setLength(length)
            .setLazyRead(lazy)
            .build();
    reads.putIfAbsent(request, new Received());
    say(RemoteUploadChannelReply.newBuilder().setReadData(request));
  }

  /** Asks for bytes that it does not wait for. */
  public synchronized void askBlindly(long offset, long length) {
    say(
        RemoteUploadChannelReply.newBuilder()
            .setReadData(RemoteReadDataRequest.newBuilder().setOffset(offset).setLength(length)));
  }

  /** Asks for a hash. */
  public synchronized void askHash(int type, int block) {
    RemoteHashDataRequest.Builder request = RemoteHashDataRequest.newBuilder().setHashType(type);
    if (block > 0) {
      request.setBlockSize(block);
    }
    hashes.add(request.build());
    say(RemoteUploadChannelReply.newBuilder().setHashData(request));
  }

  /** Tells a state; a final one ends the upload. */
  public synchronized void turn(Status now, String message) {
    status = now;
    words = message;
    if (now == Status.Finish) {
      server.finished(this);
    }
    if (isFinal(now)) {
      reads.clear();
      hashes.clear();
    }
    say(
        RemoteUploadChannelReply.newBuilder()
            .setStatusChanged(
                RemoteUploadStatusChanged.newBuilder().setStatus(now).setErrorMessage(message)));
  }

  static boolean isFinal(Status status) {
    return switch (status) {
      case Finish, Skipped, Cancelled, Ignored, Error, FatalError -> true;
      default -> false;
    };
  }

  private void say(RemoteUploadChannelReply.Builder reply) {
    if (!silent && status != Status.Pause || reply.hasStatusChanged()) {
      server.channels().say(device, reply.setUploadId(id).build());
    }
  }

  /** Says everything again that is open. */
  public synchronized void repeat() {
    reads.keySet().forEach(each -> say(RemoteUploadChannelReply.newBuilder().setReadData(each)));
    hashes.forEach(each -> say(RemoteUploadChannelReply.newBuilder().setHashData(each)));
    if (isFinal(status)) {
      turnAgain();
    }
  }

  private void turnAgain() {
    say(
        RemoteUploadChannelReply.newBuilder()
            .setStatusChanged(
                RemoteUploadStatusChanged.newBuilder().setStatus(status).setErrorMessage(words)));
  }

  /** Says nothing any more, or again what is open. */
  public synchronized void silence(boolean now) {
    silent = now;
    if (!now) {
      repeat();
    }
  }

  /** Returns how many requests are open. */
  public synchronized int open() {
    return reads.size() + hashes.size();
  }

  synchronized void bind(String to) {
    device = to;
  }

  String device() {
    return device;
  }

  /** Forgets the next request to go on, though it answers that it will. */
  public synchronized void forgetResume() {
    deaf = true;
  }

  synchronized void resume(String to) {
    device = to;
    if (deaf) {
      deaf = false;
      return;
    }
    if (!isFinal(status)) {
      status = Status.Transfer;
    }
    silent = false;
    repeat();
  }

  synchronized void pause() {
    if (!isFinal(status)) {
      status = Status.Pause;
    }
  }

  synchronized void cancel() {
    forgotten = true;
    status = Status.Cancelled;
    reads.clear();
    hashes.clear();
  }

  /** Takes bytes; what they break of the protocol is noted. */
  synchronized void receive(RemoteReadDataUpload message) {
    if (isFinal(status)) {
      return;
    }
    long start = message.getOffset();
    long end = start + message.getLength();
    if (message.getData().size() != message.getLength() || start < 0 || end > size) {
      server.violated(id + ": bytes " + start + " to " + end + " of " + size);
      return;
    }
    write(start, message.getData());
    covered.add(start, end);
    boolean wanted = false;
    boolean complete = false;
    for (var each : List.copyOf(reads.entrySet())) {
      RemoteReadDataRequest request = each.getKey();
      long from = request.getOffset();
      long to = Math.min(size, from + request.getLength());
      if (start >= from && end <= to && request.getLazyRead() == message.getLazyRead()) {
        wanted = true;
        Received received = each.getValue();
        received.ranges.add(start, end);
        boolean whole = received.ranges.covers(from, to);
        received.last |= message.getIsLastChunk() && end == to;
        ends.compute(to, (unused, any) -> whole || Boolean.TRUE.equals(any));
        if (whole && received.last) {
          reads.remove(request);
          complete = true;
        }
      }
    }
    // Several requests may end here: the message is the last one of any that is whole.
    if (message.getIsLastChunk() && Boolean.FALSE.equals(ends.get(end))) {
      server.violated(id + ": the last message came before others of those up to " + end);
    }
    if (!wanted) {
      server.unasked();
    }
    if (complete) {
      driver.answered(this);
    }
  }

  private void write(long at, ByteString data) {
    if (bytes.isEmpty()) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(bytes.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer left = data.asReadOnlyByteBuffer();
      for (long position = at; left.hasRemaining(); ) {
        position += file.write(left, position);
      }
      if (size == 0 || at + data.size() == size) {
        file.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void hashed(RemoteHashProgressUpload message) {
    progressMessages++;
    if (!message.hasHashValue() || isFinal(status)) {
      return;
    }
    values.put(message.getHashTypeValue(), message.getHashValue());
    server.checkHash(this, message);
    boolean removed =
        hashes.removeIf(each ->
            each.getHashType() == message.getHashTypeValue()
                && (each.getBlockSize() == 0 || size == 0) == (message.getBlockHashesCount() == 0));
    if (removed) {
      driver.answered(this);
    }
  }

  /** Returns the first bytes that are still missing, if any. */
  public synchronized Optional<long[]> gap() {
    return covered.gap(size);
  }

  Optional<Path> bytes() {
    return bytes;
  }

  /** Which bytes are there; written apart from the client's, so that one judges the other. */
  private static final class Ranges {
    private final List<long[]> ranges = new ArrayList<>();

    void add(long start, long end) {
      if (start == end) {
        return;
      }
      long from = start;
      long to = end;
      for (long[] each : List.copyOf(ranges)) {
        if (each[0] <= to && from <= each[1]) {
          from = Math.min(from, each[0]);
          to = Math.max(to, each[1]);
          ranges.remove(each);
        }
      }
      ranges.add(new long[] {from, to});
    }

    boolean covers(long from, long to) {
      return from >= to || ranges.stream().anyMatch(each -> each[0] <= from && to <= each[1]);
    }

    long length() {
      return ranges.stream().mapToLong(each -> each[1] - each[0]).sum();
    }

    Optional<long[]> gap(long size) {
      long at = 0;
      ranges.sort((a, b) -> Long.compare(a[0], b[0]));
      for (long[] each : ranges) {
        if (each[0] > at) {
          return Optional.of(new long[] {at, each[0]});
        }
        at = each[1];
      }
      return at < size ? Optional.of(new long[] {at, size}) : Optional.empty();
    }
  }
}
