package dev.davit.registrar.index.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.registrar.index.CursorException;
import dev.davit.registrar.index.CursorException.Problem;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Where a page ended, and all that was decided for the first page, so that what happens meanwhile
 * does not move what follows.
 *
 * @param arguments tells session and arguments apart from others
 * @param snapshot number of the last event that is seen
 * @param slice what is still to come
 */
record Cursor(
    long arguments,
    long snapshot,
    long nowMillis,
    long total,
    Status status,
    List<String> relaxed,
    Focus focus,
    Slice slice) {
  private static final String SEPARATOR = ",";
  private static final String NONE = "-";

  /** Returns what tells a question apart; the size of the pages may change. */
  static long arguments(String session, String search, FileQuery query) {
    String all =
        List.of(
                session,
                search,
                query.reference(),
                query.count(),
                query.index(),
                query.scope(),
                query.fileTypes(),
                query.names(),
                query.timeRange(),
                query.since(),
                query.until(),
                query.turnFilter(),
                query.turn(),
                query.version().word())
            .toString();
    return checksum(all) << 32 | checksum(all.length() + all);
  }

  String text() {
    List<Object> fields = new ArrayList<>();
    fields.add(Long.toHexString(arguments));
    fields.addAll(List.of(snapshot, nowMillis, total, status.name()));
    fields.add(String.join("+", relaxed));
    switch (focus) {
      case Focus.Nothing n -> fields.addAll(List.of(NONE, 0));
      case Focus.One one -> fields.addAll(List.of("f", one.file()));
      case Focus.Turn turn -> fields.addAll(List.of("t", turn.turn()));
    }
    fields.addAll(List.of(slice.pool().name(), slice.order().name(), slice.limit()));
    fields.add(slice.excluded().stream().map(String::valueOf).collect(Collectors.joining("+")));
    fields.addAll(place(slice.after()));
    fields.addAll(place(slice.end()));
    String body = fields.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    String sealed = Long.toHexString(checksum(body)) + SEPARATOR + body;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.getBytes(UTF_8));
  }

  static Cursor of(String text) {
    try {
      String sealed = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      String body = sealed.substring(sealed.indexOf(SEPARATOR) + 1);
      List<String> fields = Arrays.asList(body.split(SEPARATOR, -1));
      if (!sealed.equals(Long.toHexString(checksum(body)) + SEPARATOR + body)) {
        throw new CursorException(Problem.INVALID);
      }
      return read(fields.iterator());
    } catch (CursorException e) {
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
      throw new CursorException(Problem.INVALID);
    }
  }

  private static Cursor read(Iterator<String> fields) {
    long arguments = Long.parseUnsignedLong(fields.next(), 16);
    long snapshot = Long.parseLong(fields.next());
    long nowMillis = Long.parseLong(fields.next());
    long total = Long.parseLong(fields.next());
    Status status = Status.valueOf(fields.next());
    List<String> relaxed = words(fields.next());
    String kind = fields.next();
    long value = Long.parseLong(fields.next());
    Focus focus =
        switch (kind) {
          case "f" -> new Focus.One(value);
          case "t" -> new Focus.Turn(Math.toIntExact(value));
          default -> new Focus.Nothing();
        };
    Pool pool = Pool.valueOf(fields.next());
    Order order = Order.valueOf(fields.next());
    int limit = Integer.parseInt(fields.next());
    Set<Long> excluded =
        words(fields.next()).stream().map(Long::valueOf).collect(Collectors.toSet());
    Slice slice = new Slice(pool, order, excluded, 0, limit, place(fields), place(fields));
    return new Cursor(arguments, snapshot, nowMillis, total, status, relaxed, focus, slice);
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split("\\+"));
  }

  private static List<Object> place(Optional<Row.Place> place) {
    return place
        .<List<Object>>map(at -> List.of(at.rank(), at.millis(), at.seq()))
        .orElse(List.of(NONE));
  }

  private static Optional<Row.Place> place(Iterator<String> fields) {
    String rank = fields.next();
    return rank.equals(NONE)
        ? Optional.empty()
        : Optional.of(
            new Row.Place(
                Integer.parseInt(rank),
                Long.parseLong(fields.next()),
                Long.parseLong(fields.next())));
  }

  private static long checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return crc.getValue();
  }
}
