package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.port.Body;
import dev.davit.core.support.OnePassDigests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A range that is read from the source each time it is opened. */
final class RangeBody implements Body {
  private final SteadySource source;
  private final ByteRange range;
  private final ContentDigests digests;
  private final LongConsumer progress;
  private long reported;

  RangeBody(SteadySource source, ByteRange range, ContentDigests digests, LongConsumer progress) {
    this.source = source;
    this.range = range;
    this.digests = digests;
    this.progress = progress;
  }

  @Override
  public long length() {
    return range.length();
  }

  @Override
  public InputStream open() {
    progress.accept(-reported);
    reported = 0;
    return new BodyStream(source, range, digests.tap(range.offset()), this::report);
  }

  private void report(long bytes) {
    reported += bytes;
    progress.accept(bytes);
  }

  @Override
  public long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
    long most = Math.min(count, range.length() - 1 - offset);
    return most <= 0 ? 0 : source.transferTo(range.offset() + offset, most, target);
  }

  /** What the content keeps of its blocks is not computed a second time. */
  @Override
  public Digest digest(DigestAlgorithm algorithm) throws IOException {
    Optional<Digest> known = digests.ofRange(range, algorithm);
    if (known.isPresent()) {
      return known.get();
    }
    if (digests.keeps(range, algorithm)) {
      read((bytes, length) -> {});
      return digests.ofRange(range, algorithm).orElseThrow();
    }
    OnePassDigests digest = OnePassDigests.of(algorithm);
    read((bytes, length) -> digest.update(bytes, 0, length));
    return digest.digest(algorithm);
  }

  private interface Sink {
    void take(byte[] bytes, int length);
  }

  private void read(Sink sink) throws IOException {
    byte[] buffer = new byte[BodyStream.BUFFER];
    try (InputStream in = new BodyStream(source, range, digests.tap(range.offset()), b -> {})) {
      for (int read; (read = in.read(buffer, 0, buffer.length)) >= 0; ) {
        sink.take(buffer, read);
      }
    }
  }
}
