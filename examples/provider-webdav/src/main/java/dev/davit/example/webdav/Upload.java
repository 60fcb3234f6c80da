package dev.davit.example.webdav;

import dev.davit.core.port.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One PUT whose bytes are read by the thread that asked for it, so that an interrupt reaches it and
 * a source that breaks breaks the request off before its last byte.
 */
final class Upload {
  private static final int CHUNK = 1 << 16;
  private static final int IN_FLIGHT = 8;

  private final HttpClient client;
  private final Duration stall;

  Upload(HttpClient client, Duration stall) {
    this.client = client;
    this.stall = stall;
  }

  /** Returns the status that the server answers. */
  int send(HttpRequest.Builder request, String path, Body body) throws IOException {
    CountDownLatch wanted = new CountDownLatch(1);
    try (SubmissionPublisher<ByteBuffer> bytes =
            new SubmissionPublisher<>(ForkJoinPool.commonPool(), IN_FLIGHT);
        InputStream source = body.open()) {
      HttpRequest put = request.PUT(publisher(bytes, wanted, body.length())).build();
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(put, BodyHandlers.discarding());
      try {
        if (body.length() > 0) {
          await(wanted, answer);
        }
        pump(source, body.length(), bytes, answer);
        bytes.close();
        return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      } catch (ExecutionException e) {
        throw WebDavErrors.of("PUT", path, new IOException(e.getCause()));
      } catch (TimeoutException | HttpTimeoutException e) {
        throw WebDavErrors.of("PUT", path, new IOException("the server is silent", e));
      } catch (InterruptedException e) {
        throw WebDavErrors.interrupted("PUT", path, e);
      } finally {
        bytes.closeExceptionally(new IOException("broken off"));
        answer.cancel(true);
      }
    }
  }

  /** What is submitted before somebody listens would be lost. */
  private static HttpRequest.BodyPublisher publisher(
      SubmissionPublisher<ByteBuffer> bytes, CountDownLatch wanted, long length) {
    if (length == 0) {
      return HttpRequest.BodyPublishers.noBody();
    }
    return HttpRequest.BodyPublishers.fromPublisher(
        subscriber -> {
          bytes.subscribe(subscriber);
          wanted.countDown();
        },
        length);
  }

  private void await(CountDownLatch wanted, CompletableFuture<?> answer)
      throws InterruptedException, HttpTimeoutException {
    long end = System.nanoTime() + stall.toNanos();
    while (!wanted.await(50, TimeUnit.MILLISECONDS) && !answer.isDone()) {
      if (System.nanoTime() > end) {
        throw new HttpTimeoutException("no connection");
      }
    }
  }

  private void pump(
      InputStream source,
      long length,
      SubmissionPublisher<ByteBuffer> bytes,
      CompletableFuture<?> answer)
      throws IOException, InterruptedException, HttpTimeoutException {
    long left = length;
    while (left > 0 && !answer.isDone()) {
      byte[] chunk = source.readNBytes((int) Math.min(CHUNK, left));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left -= chunk.length;
      if (chunk.length == 0) {
        throw new EOFException("the source ends " + left + " bytes early");
      }
      if (left == 0 && source.read() >= 0) {
        throw new IOException("the source goes on after " + length + " bytes");
      }
      int lag =
          bytes.offer(
              ByteBuffer.wrap(chunk),
              stall.toMillis(),
              TimeUnit.MILLISECONDS,
              (who, what) -> false);
      if (lag < 0 && !answer.isDone()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        throw new HttpTimeoutException("stalled");
      }
    }
  }
}
