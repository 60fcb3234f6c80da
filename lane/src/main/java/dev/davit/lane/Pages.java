package dev.davit.lane;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Asks for one page after the other, each when it is wanted. */
public final class Pages {

  private Pages() {}

  /**
   * A page.
   *
   * @param next where the next begins; null if this is the last
   */
  public record Page<T, C>(List<T> items, @Nullable C next) {}

  /** Returns the items of all pages; the first page is asked for with null. */
  public static <T, C> Stream<T> stream(Function<@Nullable C, Page<T, C>> ask) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Reader<>(ask), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private static final class Reader<T, C> implements Iterator<T> {
    private final Function<@Nullable C, Page<T, C>> ask;
    private Page<T, C> page;
    private int at;

    Reader(Function<@Nullable C, Page<T, C>> ask) {
      this.ask = ask;
      page = ask.apply(null);
    }

    @Override
    public boolean hasNext() {
      while (at == page.items().size() && page.next() != null) {
        page = ask.apply(page.next());
        at = 0;
      }
      return at < page.items().size();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.items().get(at++);
    }
  }
}
