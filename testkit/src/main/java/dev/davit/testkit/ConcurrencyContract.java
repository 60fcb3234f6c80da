package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Demand;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many at once. */
interface ConcurrencyContract extends StorageHarness {

  @Test
  default void partsTravelSideBySide() throws Exception {
    byte[] content = content(1, 20 * partLength() + 1);
    try (UploadSession session = storage().open(request("parts", content))) {
      List<Demand.Send> sends = new ArrayList<>();
      if (resumes()) {
        for (Demand demand = session.next();
            demand instanceof Demand.Send send;
            demand = session.next()) {
          sends.add(send);
        }
      }
      atOnce(
          sends.size(),
          i -> session.supply(sends.get(i), Bodies.of(content, sends.get(i).range())));
      Uploads.supply(session, content);
      session.complete();
    }
    assertStored("parts", content);
  }

  @Test
  default void objectsDoNotDisturbEachOther() throws Exception {
    int objects = 64;
    atOnce(objects, i -> store("many/" + i % 7 + "/" + i, content(i, i % 5 * partLength() + i)));
    for (int i = 0; i < objects; i++) {
      assertStored("many/" + i % 7 + "/" + i, content(i, i % 5 * partLength() + i));
    }
  }

  /** Every look at the key sees one whole version. */
  @Test
  default void writersToOneKeyNeverMix() throws Exception {
    int writers = 8;
    List<byte[]> versions = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      versions.add(content(i, i % 2 == 0 ? partLength() : 4 * partLength() + i));
    }
    store("contended", versions.get(0));
    AtomicInteger looks = new AtomicInteger();
    atOnce(
        2 * writers,
        i -> {
          if (i % 2 == 0) {
            store("contended", versions.get(i / 2));
          } else {
            byte[] seen = read(ObjectKey.of("contended"));
            assertTrue(versions.stream().anyMatch(version -> Arrays.equals(version, seen)));
            looks.incrementAndGet();
          }
        });
    assertEquals(writers, looks.get());
    byte[] last = read(ObjectKey.of("contended"));
    assertTrue(versions.stream().anyMatch(version -> Arrays.equals(version, last)));
    assertStored("contended", last);
  }

  /** What is done many times at once. */
  interface Numbered {
    void run(int number) throws Exception;
  }

  private static void atOnce(int times, Numbered work) throws InterruptedException {
    if (times > 0) {
      Tasks tasks = Tasks.virtual();
      Tasks.Lane lane = tasks.lane(times);
      try (Tasks.Scope scope = tasks.scope()) {
        for (int i = 0; i < times; i++) {
          int number = i;
          scope.fork(lane, () -> work.run(number));
        }
        scope.join();
      }
    }
  }
}
