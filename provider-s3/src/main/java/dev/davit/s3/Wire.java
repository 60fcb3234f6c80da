package dev.davit.s3;

import dev.davit.core.port.Body;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, buffered both ways. Used by one thread at a time; only {@link #endIfOverdue} and
 * {@link #close} may be called by another.
 */
final class Wire extends OutputStream implements Closeable {
  private static final int OUT = 16 << 10; // a head and a small body leave together
  private static final int IN = 8 << 10;
  private static final long WORTH_TRANSFER = 512 << 10; // bytes; shorter bodies are in memory
  private static final long LOOKED_AT_AFTER = TimeUnit.SECONDS.toNanos(1);

  private final Socket socket;
  private final InputStream from;
  private final OutputStream to;
  private final byte[] out = new byte[OUT];
  private final byte[] in = new byte[IN];
  private int outCount;
  private int inAt;
  private int inCount;
  private boolean reusable;
  private long restingSince;
  private long stallNanos;
  private volatile long overdueAt;
  private volatile long overAt;
  private volatile @Nullable String ended;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    from = socket.getInputStream();
    to = socket.getOutputStream();
  }

  /** Begins a request that must make progress, and be over some time. */
  void begin(long stallNanos, long millis) {
    this.stallNanos = stallNanos;
    reusable = false;
    long now = System.nanoTime();
    overAt = now + TimeUnit.MILLISECONDS.toNanos(millis);
    overdueAt = now + stallNanos;
  }

  private void progressed() throws InterruptedIOException {
    overdueAt = System.nanoTime() + stallNanos;
    if (Thread.currentThread().isInterrupted()) { // sockets notice on virtual threads only
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Cuts the connection if its request has made no progress, or has taken too long. */
  void endIfOverdue(long now) {
    if (now - overdueAt > 0 || now - overAt > 0) {
      ended = now - overAt > 0 ? "it took too long" : "nothing moved for too long";
      close();
    }
  }

  /** Returns what a failure means: one that the watch brought about is a timeout. */
  IOException explained(IOException failure) {
    String why = ended;
    if (why == null) {
      return failure;
    }
    SocketTimeoutException timeout = new SocketTimeoutException(why);
    timeout.initCause(failure);
    return timeout;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > out.length - outCount) {
      flush();
    }
    if (length > out.length) {
      to.write(bytes, offset, length);
      progressed();
    } else {
      System.arraycopy(bytes, offset, out, outCount, length);
      outCount += length;
    }
  }

  /** Writes text whose characters are all below 128. */
  @SuppressWarnings("deprecation") // the only way without a copy
  void write(String text) throws IOException {
    int length = text.length();
    for (int at = 0; at < length; ) {
      if (outCount == out.length) {
        flush();
      }
      int n = Math.min(length - at, out.length - outCount);
      text.getBytes(at, at + n, out, outCount);
      outCount += n;
      at += n;
    }
  }

  /**
   * Lets a long body pass straight from its file to the connection, as far as that goes at the
   * moment; what follows is to be written.
   *
   * @return how many bytes passed
   */
  long transfer(Body body, long offset) throws IOException {
    SocketChannel channel = socket.getChannel(); // none over TLS
    long left = body.length() - offset;
    // Only for a virtual thread does a full connection say so, and not keep the thread.
    if (channel == null || left < WORTH_TRANSFER || !Thread.currentThread().isVirtual()) {
      return 0;
    }
    flush();
    long done = 0;
    for (long n = 1; n > 0 && done < left; done += n) {
      n = body.transferTo(offset + done, Math.min(WORTH_TRANSFER, left - done), channel);
      progressed();
    }
    return done;
  }

  @Override
  public void flush() throws IOException {
    if (outCount > 0) {
      to.write(out, 0, outCount);
      outCount = 0;
      progressed();
    }
  }

  /** Returns the next byte; −1 at the end. */
  int read() throws IOException {
    return inAt < inCount || fill() ? in[inAt++] & 0xff : -1;
  }

  /** Reads some bytes, at least one; −1 at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (inAt == inCount && !fill()) {
      return -1;
    }
    int n = Math.min(length, inCount - inAt);
    System.arraycopy(in, inAt, bytes, offset, n);
    inAt += n;
    return n;
  }

  private boolean fill() throws IOException {
    int n = from.read(in, 0, in.length);
    progressed();
    inAt = 0;
    inCount = Math.max(0, n);
    return n > 0;
  }

  /** Says that the answer was read whole and the peer lets the connection live. */
  void spared() {
    reusable = true;
  }

  boolean reusable() {
    return reusable && inAt == inCount && outCount == 0 && ended == null;
  }

  /** Begins to lie idle. */
  void rest() {
    restingSince = System.nanoTime();
  }

  /** Tells whether an idle connection can be expected to work. */
  boolean fresh(Duration longest) {
    long rested = System.nanoTime() - restingSince;
    return rested < LOOKED_AT_AFTER || (rested < longest.toNanos() && silent());
  }

  /** What comes unasked is a farewell. */
  private boolean silent() {
    try {
      socket.setSoTimeout(1);
      try {
        int unused = from.read();
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }
}
