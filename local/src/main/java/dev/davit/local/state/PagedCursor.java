package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Checkpoint.EntryCursor;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the table of files, a page ahead of its caller. Pages begin small and grow while
 * they are read through, so that a look at a few paths far apart stays cheap.
 */
final class PagedCursor implements EntryCursor {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 2048;

  private final PageReader reader;
  private final ExecutorService executor;
  private final Health health;
  private final Consumer<PagedCursor> onClose;
  private final EntryCodec codec = new EntryCodec();

  private Page page = new Page(List.of(), false);
  private int position;
  private int limit = SMALLEST;
  private @Nullable Future<Page> ahead;
  private String last = "";
  private boolean closed;

  PagedCursor(
      PageReader reader, ExecutorService executor, Health health, Consumer<PagedCursor> onClose) {
    this.onClose = onClose;
    this.reader = reader;
    this.executor = executor;
    this.health = health;
  }

  @Override
  public Optional<Entry> seek(RelativePath path) {
    if (closed) {
      throw new IllegalStateException("the cursor is closed");
    }
    health.check();
    last = path.value();
    try {
      return find(path);
    } catch (SQLException | DamagedException e) {
      throw health.fail(e);
    }
  }

  @Override
  public Optional<Entry> next() {
    if (closed) {
      throw new IllegalStateException("the cursor is closed");
    }
    health.check();
    try {
      return follow();
    } catch (SQLException | DamagedException e) {
      throw health.fail(e);
    }
  }

  private Optional<Entry> follow() throws SQLException {
    while (position < page.rows().size() || turnOn()) {
      byte[] row = page.rows().get(position);
      int length = Rows.pathLength(row);
      RelativePath found = path(Rows.path(row, length));
      position++;
      if (last.isEmpty() || found.compareTo(path(last)) > 0) {
        last = found.value();
        return Optional.of(codec.decode(found, row, length));
      }
    }
    return Optional.empty();
  }

  /** Makes the page one that has rows; returns false if none follows. */
  private boolean turnOn() throws SQLException {
    while (position == page.rows().size()) {
      if (page.last()) {
        return false;
      }
      Page following =
          ahead == null ? await(executor.submit(() -> reader.after(last, SMALLEST))) : await(ahead);
      ahead = null;
      begin(following);
    }
    return true;
  }

  private Optional<Entry> find(RelativePath path) throws SQLException {
    while (reach(path)) {
      byte[] row = page.rows().get(position);
      int length = Rows.pathLength(row);
      String found = Rows.path(row, length);
      if (found.equals(path.value())) {
        return Optional.of(codec.decode(path, row, length));
      }
      if (path(found).compareTo(path) > 0) {
        return Optional.empty();
      }
      position++;
    }
    return Optional.empty();
  }

  /** Makes the page one that has rows left; returns false if the path is behind all rows. */
  private boolean reach(RelativePath path) throws SQLException {
    while (position == page.rows().size()) {
      if (page.last()) {
        return false;
      }
      turn(path);
    }
    return true;
  }

  private void turn(RelativePath path) throws SQLException {
    Page following = ahead == null ? null : await(ahead);
    ahead = null;
    if (following == null || endsBefore(following, path)) {
      limit = SMALLEST;
      following = await(executor.submit(() -> reader.from(path.value(), SMALLEST)));
    }
    begin(following);
  }

  private void begin(Page following) {
    page = following;
    position = 0;
    if (!page.last()) {
      String end = page.lastPath();
      int next = Math.min(limit * 2, LARGEST);
      limit = next;
      ahead = executor.submit(() -> reader.after(end, next));
    }
  }

  private static boolean endsBefore(Page page, RelativePath path) {
    return !page.last() && path(page.lastPath()).compareTo(path) < 0;
  }

  private static RelativePath path(String value) {
    try {
      return RelativePath.of(value);
    } catch (IllegalArgumentException e) {
      throw new DamagedException("a row of the files has an impossible path", e);
    }
  }

  private static Page await(Future<Page> page) throws SQLException {
    try {
      return Uninterrupted.get(page);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException sql -> throw sql;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (ahead != null) {
        await(ahead);
      }
    } catch (SQLException | RuntimeException e) {
      // Nobody asked for that page.
    } finally {
      release();
    }
  }

  private void release() {
    onClose.accept(this);
    try {
      reader.close();
    } catch (SQLException e) {
      throw health.fail(e);
    }
  }
}
