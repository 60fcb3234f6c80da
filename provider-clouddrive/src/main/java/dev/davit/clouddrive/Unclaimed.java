package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server said about uploads that nobody knows: some may be known in a moment, when the
 * answer to the call that started them is read. The rest is dropped, and said so once.
 */
final class Unclaimed {
  private static final Logger log = LoggerFactory.getLogger(Unclaimed.class);
  private static final int MOST_IDS = 256;
  private static final int MOST_MESSAGES = 64;
  private static final int LONGEST_ID = 512;
  private static final int MOST_ENDED = 1_024;
  private static final int TICKS = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Boolean> endedIds =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_ENDED;
        }
      };
  private int now;
  private boolean reported;

  private static final class Kept {
    private final int since;
    private final List<RemoteUploadChannelReply> messages = new ArrayList<>();
    private boolean whole = true;

    Kept(int since) {
      this.since = since;
    }
  }

  /** Keeps a message for a while; tells whether it did. */
  boolean keep(RemoteUploadChannelReply reply) {
    String id = reply.getUploadId();
    lock.lock();
    try {
      if (endedIds.containsKey(id)) {
        return false; // late, and harmless
      }
      boolean room = kept.containsKey(id) || kept.size() < MOST_IDS;
      if (id.isEmpty() || id.length() > LONGEST_ID || !room) {
        report(id);
        return false;
      }
      Kept of = kept.computeIfAbsent(id, unused -> new Kept(now));
      of.whole = of.messages.size() < MOST_MESSAGES;
      return of.whole && of.messages.add(reply);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was kept for an upload, in order.
   *
   * @param whole whether that is all that was said
   */
  record Claimed(List<RemoteUploadChannelReply> messages, boolean whole) {}

  /** Returns what was kept for an upload, and forgets it. */
  Claimed claim(String id) {
    lock.lock();
    try {
      endedIds.remove(id);
      Kept of = kept.remove(id);
      return of == null ? new Claimed(List.of(), true) : new Claimed(of.messages, of.whole);
    } finally {
      lock.unlock();
    }
  }

  /** Says that an upload is over: what is still said about it is of no interest. */
  void ended(String id) {
    lock.lock();
    try {
      endedIds.put(id, true);
    } finally {
      lock.unlock();
    }
  }

  /** Drops what nobody claimed for a minute. */
  void tick() {
    lock.lock();
    try {
      now++;
      kept.entrySet()
          .removeIf(each -> {
            boolean old = now - each.getValue().since > TICKS;
            if (old) {
              report(each.getKey());
            }
            return old;
          });
    } finally {
      lock.unlock();
    }
  }

  private void report(String id) {
    if (!reported) {
      reported = true;
      log.warn(
          "the server asks about uploads that are not ours, the first of them \"{}\"; this and"
              + " further ones are ignored",
          ClouddriveErrors.shortened(id));
    }
  }
}
