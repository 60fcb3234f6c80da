package dev.davit.clouddrive;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.UnsafeByteOperations;
import dev.davit.clouddrive.ClouddriveSettings.LastChunk;
import dev.davit.clouddrive.wire.RemoteReadDataReply;
import dev.davit.clouddrive.wire.RemoteReadDataUpload;
import dev.davit.core.model.Demand;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.port.Body;
import io.grpc.StatusRuntimeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends the bytes of demands in messages of bounded length. A few of one demand are under way at
 * once, and no more of all demands than there are buffers. Safe for use by any number of threads.
 */
final class DataSender {
  private static final int BUFFERS = 16;
  private static final int WINDOW = 4;

  private final Server server;
  private final int messageLength;
  private final LastChunk lastChunk;
  private final Semaphore permits = new Semaphore(BUFFERS, true);
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

  DataSender(Server server, ClouddriveSettings settings) {
    this.server = server;
    messageLength = settings.messageLength();
    lastChunk = settings.lastChunk();
  }

  private record Sent(int length, ListenableFuture<RemoteReadDataReply> reply) {}

  /**
   * Sends the bytes of a demand; when it returns the server has said that it has them.
   *
   * @param fileLength of the whole content
   * @throws IOException if the body fails, or has another length than what is demanded
   */
  void send(String uploadId, Demand.Send demand, Body body, long fileLength) throws IOException {
    Deque<Sent> underWay = new ArrayDeque<>();
    try (InputStream in = body.open()) {
      long at = demand.range().offset();
      long end = demand.range().end();
      do {
        int length = (int) Math.min(messageLength, end - at);
        boolean last = at + length == end;
        boolean flagged = last && flagged(demand, fileLength);
        // The message that says it is the last one must not overtake the others.
        settle(underWay, flagged ? 0 : WINDOW - 1);
        byte[] buffer = filled(in, length, last);
        underWay.add(post(uploadId, demand, at, buffer, length, flagged));
        at += length;
      } while (at < end);
      settle(underWay, 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Transient(ClouddriveErrors.where("RemoteReadData", uploadId), "interrupted", e);
    } finally {
      underWay.forEach(sent -> sent.reply().cancel(true));
    }
  }

  private boolean flagged(Demand.Send demand, long fileLength) {
    return lastChunk == LastChunk.FILE
        ? demand.range().end() == fileLength
        : ReadRequests.lastOfRequest(demand);
  }

  private byte[] filled(InputStream in, int length, boolean last)
      throws IOException, InterruptedException {
    permits.acquire();
    boolean full = false;
    byte[] buffer = spare.poll();
    buffer = buffer == null ? new byte[messageLength] : buffer;
    try {
      if (in.readNBytes(buffer, 0, length) < length) {
        throw new EOFException("the bytes ended before " + length + " of them were read");
      }
      if (last && in.read() >= 0) {
        throw new IOException("there are more bytes than were demanded");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      full = true;
      return buffer;
    } finally {
      if (!full) {
        giveBack(buffer);
      }
    }
  }

  private Sent post(
      String uploadId, Demand.Send demand, long at, byte[] buffer, int length, boolean last) {
    RemoteReadDataUpload message =
        RemoteReadDataUpload.newBuilder()
            .setUploadId(uploadId)
            .setOffset(at)
            .setLength(length)
            .setLazyRead(ReadRequests.lazy(demand))
            .setData(UnsafeByteOperations.unsafeWrap(buffer, 0, length))
            .setIsLastChunk(last)
            .build();
    ListenableFuture<RemoteReadDataReply> reply;
    try {
      reply = server.send(stub -> stub.remoteReadData(message));
    } catch (Throwable e) {
      giveBack(buffer);
      throw e;
    }
    reply.addListener(() -> arrived(reply, buffer), MoreExecutors.directExecutor());
    return new Sent(length, reply);
  }

  /** A message that failed may still be read by the transport. */
  private void arrived(ListenableFuture<RemoteReadDataReply> reply, byte[] buffer) {
    if (reply.state() == Future.State.SUCCESS) {
      giveBack(buffer);
    } else {
      permits.release();
    }
  }

  private void giveBack(byte[] buffer) {
    spare.add(buffer);
    permits.release();
  }

  private void settle(Deque<Sent> underWay, int most) throws InterruptedException {
    while (underWay.size() > most) {
      check(underWay.getFirst());
      underWay.removeFirst();
    }
  }

  private void check(Sent sent) throws InterruptedException {
    RemoteReadDataReply reply;
    try {
      reply = sent.reply().get();
    } catch (ExecutionException e) {
      throw verdict(e.getCause());
    }
    if (!reply.getSuccess()) {
      throw ClouddriveErrors.refused("RemoteReadData", "the bytes", reply.getErrorMessage());
    }
    if (reply.getBytesReceived() != sent.length()) {
      throw new Transient(
          ClouddriveErrors.where("RemoteReadData", ""),
          "the server received " + reply.getBytesReceived() + " of " + sent.length() + " bytes",
          null);
    }
  }

  private StorageException verdict(@Nullable Throwable failure) {
    return failure instanceof StatusRuntimeException e
        ? server.failed("RemoteReadData", "the bytes", e)
        : new Transient(
            ClouddriveErrors.where("RemoteReadData", ""), String.valueOf(failure), failure);
  }

  /** Returns how many messages are under way. */
  int underWay() {
    return BUFFERS - permits.availablePermits();
  }
}
