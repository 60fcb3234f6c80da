package dev.davit.testkit;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The outbox of a {@link MemoryCheckpoint}. */
final class MemoryOutbox implements Outbox {
  private final MemoryDisk disk;
  private final MemoryCheckpoint checkpoint;

  MemoryOutbox(MemoryDisk disk, MemoryCheckpoint checkpoint) {
    this.disk = disk;
    this.checkpoint = checkpoint;
  }

  /** A registration, its history, and whether it is dead. */
  record Item(Pending pending, Instant due, boolean dead) {
    Item tried(String error, Instant due, boolean dead) {
      return new Item(
          new Pending(pending.registration(), pending.attempts() + 1, error), due, dead);
    }

    boolean isFor(String registrar) {
      return pending.registration().registrar().equals(registrar);
    }

    Item dueAtOnce() {
      return new Item(pending, Instant.MIN, false);
    }
  }

  /** Part of a change of its checkpoint. */
  void add(Registration registration) {
    Long place = disk.places.get(registration.id());
    Item old = place == null ? null : disk.outbox.get(place);
    if (place == null || old == null) {
      place = disk.nextPlace++;
      disk.put(disk.places, registration.id(), place);
      old = new Item(new Pending(registration, 0, ""), Instant.MIN, false);
    }
    Pending pending = old.pending();
    Pending newer = new Pending(registration, pending.attempts(), pending.lastError());
    disk.put(disk.outbox, place, new Item(newer, Instant.MIN, false));
  }

  @Override
  public List<Pending> due(String registrar, Instant now, int limit) {
    return list(item -> !item.dead() && item.isFor(registrar) && !item.due().isAfter(now), limit);
  }

  @Override
  public List<Pending> waiting(int limit) {
    return list(item -> !item.dead(), limit);
  }

  @Override
  public List<Pending> dead(int limit) {
    return list(Item::dead, limit);
  }

  private List<Pending> list(Predicate<Item> wanted, int limit) {
    return checkpoint.read(() ->
        disk.outbox.values().stream().filter(wanted).limit(limit).map(Item::pending).toList());
  }

  @Override
  public Counts counts() {
    return checkpoint.read(() -> {
      long dead = disk.outbox.values().stream().filter(Item::dead).count();
      return new Counts(disk.outbox.size() - dead, dead, disk.delivered);
    });
  }

  @Override
  public void delivered(List<String> ids) {
    update(
        ids,
        item -> !item.dead(),
        item -> {
          disk.delivered++;
          return null;
        });
  }

  @Override
  public void postpone(String id, Instant until, String error) {
    update(List.of(id), item -> !item.dead(), item -> item.tried(error, until, false));
  }

  @Override
  public void bury(String id, String error) {
    update(List.of(id), item -> !item.dead(), item -> item.tried(error, Instant.MIN, true));
  }

  @Override
  public void revive(List<String> ids) {
    update(ids, item -> true, Item::dueAtOnce);
  }

  @Override
  public void drop(List<String> ids) {
    update(ids, Item::dead, item -> null);
  }

  private void update(
      List<String> ids, Predicate<Item> which, UnaryOperator<@Nullable Item> update) {
    checkpoint.changeDurably(() -> {
      for (String id : ids) {
        Long place = disk.places.get(id);
        Item item = place == null ? null : disk.outbox.get(place);
        if (place != null && item != null && which.test(item)) {
          Item updated = update.apply(item);
          disk.put(disk.outbox, place, updated);
          if (updated == null) {
            disk.put(disk.places, id, null);
          }
        }
      }
    });
  }
}
