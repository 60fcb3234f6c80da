package dev.davit.clouddrive;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranges that a server has asked for and not yet got, cut into pieces.
 *
 * <p>What a server may ask for is bounded: it begins within the file, and what hangs over its end
 * is cut, as a last block may; not too much at once, and not the same for ever. Used under a lock.
 */
final class ReadRequests {
  /** Core digests blocks of this length as they pass, so pieces end where blocks do. */
  static final long PIECE = 8 << 20;

  private static final int MOST_WAITING = 4_096;
  private static final int MOST_IN_FLIGHT = 8;
  private static final long LONGEST_OVERHANG = 1 << 30;
  private static final long COST = 4 << 10;
  private static final long SLACK = 64 << 20;
  private static final int FLAGS = 2;
  private static final int LAZY = 2;
  private static final int LAST = 1;

  private final long length;
  private final Map<Key, Request> waiting = new LinkedHashMap<>();
  private final Map<Long, Request> inFlight = new HashMap<>();
  private final Coverage coverage = new Coverage();
  private long budget;
  private long pieces;

  ReadRequests(long length) {
    this.length = length;
    budget = Math.addExact(SLACK, Math.multiplyExact(4, Math.min(length, Long.MAX_VALUE / 8)));
  }

  private record Key(long offset, long length, boolean lazy) {}

  private static final class Request {
    private final Key key;
    private final long end;
    private long at;
    private int out;
    private boolean handedOut;

    Request(Key key, long end) {
      this.key = key;
      this.end = end;
      at = key.offset();
    }
  }

  /**
   * Takes a request; one that waits already is not taken twice.
   *
   * @return why it is refused, or null if it is not
   */
  @Nullable String add(long offset, long wanted, boolean lazy) {
    if (offset < 0 || offset > length) {
      return "bytes from " + Long.toUnsignedString(offset) + " on";
    }
    if (wanted < 0 || wanted > Math.max(length - offset, LONGEST_OVERHANG)) {
      return Long.toUnsignedString(wanted) + " bytes from " + offset + " on";
    }
    Key key = new Key(offset, wanted, lazy);
    if (waiting.containsKey(key)) {
      return null;
    }
    long within = Math.min(wanted, length - offset);
    budget -= within + COST;
    if (budget < 0) {
      return "the same bytes again and again";
    }
    if (waiting.size() >= MOST_WAITING) {
      return "more than " + MOST_WAITING + " ranges at once";
    }
    waiting.put(key, new Request(key, offset + within));
    return null;
  }

  /** Returns the next piece to hand over, if there is one that need not wait for others. */
  Optional<Demand.Send> next() {
    if (inFlight.size() >= MOST_IN_FLIGHT) {
      return Optional.empty();
    }
    for (Request request : waiting.values()) {
      if (!request.handedOut) {
        long end = Math.min(request.end, (request.at / PIECE + 1) * PIECE);
        boolean last = end == request.end;
        if (!last || request.out == 0) { // the last piece is sent when the others have arrived
          return Optional.of(handOut(request, end, last));
        }
      }
    }
    return Optional.empty();
  }

  private Demand.Send handOut(Request request, long end, boolean last) {
    long id = pieces++ << FLAGS | (request.key.lazy() ? LAZY : 0) | (last ? LAST : 0);
    ByteRange range = new ByteRange(request.at, end - request.at);
    request.at = end;
    request.out++;
    request.handedOut = last;
    inFlight.put(id, request);
    return new Demand.Send(id, range);
  }

  /** Notes that a piece has arrived. */
  void arrived(Demand.Send piece) {
    Request request = inFlight.remove(piece.id());
    coverage.add(piece.range());
    if (request != null && --request.out == 0 && request.handedOut) {
      waiting.remove(request.key);
    }
  }

  /** Tells whether the server is owed something. */
  boolean waiting() {
    return !waiting.isEmpty();
  }

  /** Tells whether every byte was handed over. */
  boolean whole() {
    return coverage.isWhole(length);
  }

  /** Forgets what was asked for. */
  void clear() {
    waiting.clear();
    inFlight.clear();
  }

  static boolean lazy(Demand.Send piece) {
    return (piece.id() & LAZY) != 0;
  }

  static boolean lastOfRequest(Demand.Send piece) {
    return (piece.id() & LAST) != 0;
  }
}
