package dev.davit.core.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Caps the bytes held in buffers: who wants to hold some takes tickets first. */
public final class MemoryTickets {
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition returned = lock.newCondition();
  private long taken;

  /** Makes tickets for so many bytes. */
  public MemoryTickets(long capacity) {
    this.capacity = capacity;
  }

  /** Returns tickets for a quarter of the heap. */
  public static MemoryTickets forThisHeap() {
    return new MemoryTickets(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Waits for tickets; more than there are in all count as all. */
  public Ticket take(long bytes) throws InterruptedException {
    long share = Math.min(bytes, capacity);
    lock.lockInterruptibly();
    try {
      while (taken + share > capacity) {
        returned.await();
      }
      taken += share;
    } finally {
      lock.unlock();
    }
    return new Ticket(share);
  }

  /** Tickets taken; returned once. */
  public final class Ticket implements AutoCloseable {
    private long bytes;

    private Ticket(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        taken -= bytes;
        bytes = 0;
        returned.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
