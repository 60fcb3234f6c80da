package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.port.Body;
import dev.davit.core.support.OnePassDigests;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.LongConsumer;

/** A range of content that is held in memory. */
final class MemoryBody implements Body {
  private final byte[] content;
  private final ByteRange range;
  private final Map<DigestAlgorithm, Digest> ofContent;
  private final LongConsumer progress;
  private boolean reported;

  MemoryBody(
      byte[] content,
      ByteRange range,
      Map<DigestAlgorithm, Digest> ofContent,
      LongConsumer progress) {
    this.content = content;
    this.range = range;
    this.ofContent = ofContent;
    this.progress = progress;
  }

  @Override
  public long length() {
    return range.length();
  }

  @Override
  public InputStream open() {
    if (reported) {
      progress.accept(-range.length());
    }
    reported = true;
    progress.accept(range.length());
    return new ByteArrayInputStream(content, (int) range.offset(), (int) range.length());
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) {
    Digest known = range.length() == content.length ? ofContent.get(algorithm) : null;
    if (known != null) {
      return known;
    }
    OnePassDigests digest = OnePassDigests.of(algorithm);
    digest.update(content, (int) range.offset(), (int) range.length());
    return digest.digest(algorithm);
  }
}
