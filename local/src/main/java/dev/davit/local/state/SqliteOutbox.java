package dev.davit.local.state;

import dev.davit.core.port.Outbox;
import dev.davit.local.state.Batch.OutboxChange;
import java.time.Instant;
import java.util.List;

/**
 * The outbox of a checkpoint. Looks wait for what was recorded, so that they need no second copy.
 */
final class SqliteOutbox implements Outbox {
  private final GroupCommit commits;
  private final Lookups lookups;

  SqliteOutbox(GroupCommit commits, Lookups lookups) {
    this.commits = commits;
    this.lookups = lookups;
  }

  @Override
  public List<Pending> due(String registrar, Instant now, int limit) {
    commits.flush();
    return lookups.due(registrar, now, limit);
  }

  @Override
  public void delivered(List<String> ids) {
    change(new OutboxChange.Deliver(List.copyOf(ids)));
  }

  @Override
  public void postpone(String id, Instant until, String error) {
    change(new OutboxChange.Postpone(id, until, error));
  }

  @Override
  public void bury(String id, String error) {
    change(new OutboxChange.Bury(id, error));
  }

  @Override
  public List<Pending> waiting(int limit) {
    commits.flush();
    return lookups.waiting(limit);
  }

  @Override
  public List<Pending> dead(int limit) {
    commits.flush();
    return lookups.dead(limit);
  }

  @Override
  public void revive(List<String> ids) {
    change(new OutboxChange.Revive(List.copyOf(ids)));
  }

  @Override
  public void drop(List<String> ids) {
    change(new OutboxChange.Drop(List.copyOf(ids)));
  }

  @Override
  public Counts counts() {
    commits.flush();
    return lookups.counts();
  }

  private void change(OutboxChange change) {
    commits.addDurably(batch -> batch.outbox.add(change));
  }
}
