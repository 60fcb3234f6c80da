package dev.davit.core.internal;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Content;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;

/**
 * Content that was opened, and notices when it is no longer what was opened.
 *
 * <p>A change that happens while it is read shows as another fingerprint, provided that its time of
 * change differs from the one seen at opening. So content that changed a moment ago is not opened
 * before the file system's clock has ticked.
 */
public final class SteadySource implements AutoCloseable {
  /** The kernel stamps files from a clock that ticks up to 10 ms apart. */
  private static final Duration TICK = Duration.ofMillis(20);

  /** File systems that keep whole or even seconds only. */
  private static final Duration COARSE_TICK = Duration.ofMillis(2_050);

  private static final long NANOS = 1_000_000_000;

  private final Content content;
  private final Fingerprint fingerprint;
  private final Content.Reading reading;
  private volatile boolean changed;

  private SteadySource(Content content, Fingerprint fingerprint, Content.Reading reading) {
    this.content = content;
    this.fingerprint = fingerprint;
    this.reading = reading;
  }

  /**
   * Opens content once it has settled.
   *
   * @throws SourceChangedException if it does not settle
   * @throws IOException if it cannot be opened
   */
  public static SteadySource open(Content content, Surroundings surroundings)
      throws IOException, InterruptedException {
    Fingerprint before = content.look();
    Duration wait = settling(before, surroundings.clock().instant());
    if (wait.isPositive()) {
      surroundings.timer().sleep(wait);
    }
    Content.Reading reading = content.open();
    try {
      SteadySource source = new SteadySource(content, before, reading);
      source.check();
      return source;
    } catch (Throwable e) {
      reading.close();
      throw e;
    }
  }

  private static Duration settling(Fingerprint fingerprint, Instant now) {
    long stamp =
        fingerprint.changedNanos() == 0 ? fingerprint.modifiedNanos() : fingerprint.changedNanos();
    Duration tick = stamp % NANOS == 0 ? COARSE_TICK : TICK;
    Instant settled = Instant.ofEpochSecond(0, stamp).plus(tick);
    Duration wait = Duration.between(now, settled);
    // A stamp from the future, made by another clock, cannot be waited for.
    return wait.compareTo(tick) > 0 ? Duration.ZERO : wait;
  }

  /** Returns what the content looked like when it was opened; it still does, or reading fails. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Returns the length in bytes. */
  public long length() {
    return fingerprint.length();
  }

  /** Tells whether a change was noticed. */
  public boolean changed() {
    return changed;
  }

  /**
   * Looks whether the content is what it was.
   *
   * @throws SourceChangedException if it is not
   */
  public void check() throws IOException {
    try {
      if (content.look().equals(fingerprint)) {
        return;
      }
    } catch (NoSuchFileException e) {
      changed = true;
      throw e;
    }
    changed = true;
    throw new SourceChangedException("changed while it was read");
  }

  /**
   * Reads exactly so many bytes.
   *
   * @throws SourceChangedException if there are fewer
   */
  void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      done += read(position + done, buffer, offset + done, length - done);
    }
  }

  /** Reads at least one byte of those that must be there. */
  int read(long position, byte[] buffer, int offset, int length) throws IOException {
    int read = reading.read(position, buffer, offset, length);
    if (read <= 0) {
      changed = true;
      throw new SourceChangedException("became shorter while it was read");
    }
    return read;
  }

  /** Hands bytes to a channel, which may take none. */
  long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return reading.transferTo(position, count, target);
  }

  @Override
  public void close() {
    try {
      reading.close();
    } catch (IOException e) {
      // it was only read, and is released all the same
    }
  }
}
