package dev.davit.maiagent;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Registers files, several with one request where they wait for one: as long as requests are
 * answered as fast as files come, nothing waits. A file that is refused does not take others along.
 */
final class Registering {
  /** Files end in bursts: with fewer, half of a burst waits for the answer to the other half. */
  private static final int AT_ONCE = 64;

  private final Api api;
  private final int batchSize;
  private final Semaphore lanes = new Semaphore(AT_ONCE);
  private final Queue<Waiting> queue = new ArrayDeque<>();

  Registering(Api api, int batchSize) {
    this.api = api;
    this.batchSize = batchSize;
  }

  private static final class Waiting {
    final Api.Item item;
    final CompletableFuture<Held> answer = new CompletableFuture<>();

    Waiting(Api.Item item) {
      this.item = item;
    }
  }

  /**
   * Registers a file.
   *
   * @throws Indeterminate if it may have happened
   */
  Held register(Api.Item item) {
    Waiting mine = new Waiting(item);
    synchronized (queue) {
      queue.add(mine);
    }
    try {
      lanes.acquire();
      try {
        while (isQueued(mine)) {
          send(next());
        }
      } finally {
        lanes.release();
      }
      return mine.answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(mine, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StorageException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private StorageException interrupted(Waiting mine, InterruptedException e) {
    boolean unsent;
    synchronized (queue) {
      unsent = queue.remove(mine);
    }
    StorageException.Where where = api.errors().where("register", mine.item.name());
    return unsent
        ? new Transient(where, "interrupted", e)
        : new Indeterminate(where, "interrupted; it may be registered", e);
  }

  private boolean isQueued(Waiting mine) {
    synchronized (queue) {
      return queue.contains(mine);
    }
  }

  private List<Waiting> next() {
    synchronized (queue) {
      List<Waiting> batch = new ArrayList<>();
      while (batch.size() < batchSize && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      return batch;
    }
  }

  private void send(List<Waiting> batch) {
    try {
      List<Held> held = api.register(batch.stream().map(each -> each.item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(held.get(i));
      }
    } catch (Rejected e) {
      if (batch.size() == 1) {
        batch.getFirst().answer.completeExceptionally(e);
      } else {
        batch.forEach(each -> send(List.of(each)));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(each -> each.answer.completeExceptionally(e));
    }
  }
}
