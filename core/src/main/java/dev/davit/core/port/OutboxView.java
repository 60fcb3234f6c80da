package dev.davit.core.port;

import dev.davit.core.model.Registration;
import java.util.List;

/** Shows which registrations an {@link Outbox} holds; changes nothing. Threads as there. */
public interface OutboxView {

  /**
   * Returns the pending registrations of all registrars, due or not, oldest first.
   *
   * @param limit how many at most, at least 1
   */
  List<Pending> waiting(int limit);

  /**
   * Returns the dead registrations, oldest first.
   *
   * @param limit how many at most, at least 1
   */
  List<Pending> dead(int limit);

  /** Returns how many there are. */
  Counts counts();

  /** Returns how many are pending, due or not. */
  default long pending() {
    return counts().pending();
  }

  /**
   * How many registrations there are.
   *
   * @param pending wait to be delivered, due or not
   * @param dead were refused for good
   * @param delivered were delivered since the job has state
   */
  record Counts(long pending, long dead, long delivered) {
    /** Of a job that remembers nothing. */
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * A registration and its history.
   *
   * @param registration what to deliver
   * @param attempts how often it was tried, from 0
   * @param lastError why the last try failed; empty if there was none
   */
  record Pending(Registration registration, int attempts, String lastError) {}
}
