package dev.davit.clouddrive.loopback;

import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The open channels by device; a new one takes the place of the old one. */
final class Channels {
  private final Map<String, ServerCallStreamObserver<RemoteUploadChannelReply>> byDevice =
      new HashMap<>();
  private final Map<String, String> deviceByPeer = new HashMap<>();
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(2);

  private final AtomicLong opened = new AtomicLong();
  private String latest = "";

  synchronized void open(
      String device, String peer, ServerCallStreamObserver<RemoteUploadChannelReply> stream) {
    ServerCallStreamObserver<RemoteUploadChannelReply> before = byDevice.put(device, stream);
    if (before != null) {
      end(before, Status.ABORTED.withDescription("channel replaced"));
    }
    deviceByPeer.put(peer, device);
    latest = device;
    opened.incrementAndGet();
  }

  synchronized void closed(
      String device, ServerCallStreamObserver<RemoteUploadChannelReply> stream) {
    byDevice.remove(device, stream);
  }

  /** Returns the device whose channel came over the same connection, else the latest. */
  synchronized String device(String peer) {
    return deviceByPeer.getOrDefault(peer, latest);
  }

  /** As {@link #device}; a channel that was asked for just before may not be open yet. */
  synchronized String opening(String peer) {
    long end = System.nanoTime() + LONGEST_OPENING.toNanos();
    try {
      while (!deviceByPeer.containsKey(peer) && System.nanoTime() < end) {
        wait(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return device(peer);
  }

  /** Says something; what nobody listens to is lost. */
  synchronized void say(String device, RemoteUploadChannelReply reply) {
    ServerCallStreamObserver<RemoteUploadChannelReply> stream = byDevice.get(device);
    if (stream != null) {
      try {
        stream.onNext(reply);
      } catch (RuntimeException e) {
        byDevice.remove(device, stream);
      }
    }
  }

  /** Ends all channels. */
  synchronized void breakAll(Status status) {
    byDevice.values().forEach(stream -> end(stream, status));
    byDevice.clear();
  }

  private static void end(
      ServerCallStreamObserver<RemoteUploadChannelReply> stream, Status status) {
    try {
      stream.onError(status.asRuntimeException());
    } catch (RuntimeException e) {
      // ended already
    }
  }

  synchronized List<String> devices() {
    return new ArrayList<>(byDevice.keySet());
  }

  long opened() {
    return opened.get();
  }
}
