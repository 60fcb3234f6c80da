package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.port.Body;
import dev.davit.core.support.Digests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way: held in memory if it is small, so that it is read once whatever happens, else
 * read where and when it is wanted.
 */
public final class Lifted implements AutoCloseable {
  /** Up to this many bytes content is held in memory. */
  private static final int SMALL = 1 << 20;

  private final SteadySource source;
  private final ContentDigests digests;
  private final MemoryTickets.@Nullable Ticket ticket;
  private final byte @Nullable [] bytes;
  private volatile @Nullable Map<DigestAlgorithm, Digest> finished;

  private Lifted(
      SteadySource source,
      ContentDigests digests,
      MemoryTickets.@Nullable Ticket ticket,
      byte @Nullable [] bytes) {
    this.source = source;
    this.digests = digests;
    this.ticket = ticket;
    this.bytes = bytes;
  }

  /**
   * Takes up content; owns nothing of the source, which stays open.
   *
   * @param verifies what the destination will vouch for
   */
  public static Lifted of(SteadySource source, Set<DigestAlgorithm> verifies, MemoryTickets tickets)
      throws IOException, InterruptedException {
    ContentDigests digests = new ContentDigests(source.length(), verifies);
    if (source.length() > SMALL) {
      return new Lifted(source, digests, null, null);
    }
    MemoryTickets.Ticket ticket = tickets.take(source.length());
    try {
      byte[] bytes = new byte[(int) source.length()];
      source.readFully(0, bytes, 0, bytes.length);
      source.check();
      digests.tap(0).read(bytes, 0, bytes.length);
      return new Lifted(source, digests, ticket, bytes);
    } catch (Throwable e) {
      ticket.close();
      throw e;
    }
  }

  /** Returns the source. */
  SteadySource source() {
    return source;
  }

  /**
   * Returns the digests of the whole content, reading what was not read yet. Afterwards they are
   * known.
   *
   * @throws SourceChangedException if they may not all be of one state of the content
   */
  public Map<DigestAlgorithm, Digest> digests() throws IOException {
    Map<DigestAlgorithm, Digest> known = finished;
    if (known == null) {
      known = digests.finish(source);
      if (bytes == null) {
        source.check();
      }
      finished = known;
    }
    return known;
  }

  /**
   * Returns the digests that are known without reading anything; none of large content at first.
   */
  public List<Digest> known() throws IOException {
    return finished == null && bytes == null ? List.of() : List.copyOf(digests().values());
  }

  /** Returns the identity of the content, reading what was not read yet. */
  public Digest identity() throws IOException {
    return digest(Digests.identityAlgorithm(source.length()));
  }

  /** Returns one digest of the whole content; reads it once more if it is not among those known. */
  Digest digest(DigestAlgorithm algorithm) throws IOException {
    Digest known = digests().get(algorithm);
    return known != null
        ? known
        : body(ByteRange.whole(source.length()), bytes -> {}).digest(algorithm);
  }

  /** Returns a view of a range. */
  Body body(ByteRange range, LongConsumer progress) throws IOException {
    return bytes == null
        ? new RangeBody(source, range, digests, progress)
        : new MemoryBody(bytes, range, digests(), progress);
  }

  @Override
  public void close() {
    if (ticket != null) {
      ticket.close();
    }
  }
}
