package dev.davit.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.spi.Tasks.TaskFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTasksTest {
  private final Tasks tasks = Tasks.virtual();
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

  @AfterEach
  void nothingIsLeftOver() throws InterruptedException {
    assertThat(Thread.interrupted()).as("a stray interrupt").isFalse();
    for (Thread thread : seen) {
      assertThat(thread.join(Duration.ofSeconds(30))).as("the end of %s", thread).isTrue();
    }
  }

  private void fork(Tasks.Scope scope, Tasks.Lane lane, Tasks.Work work)
      throws InterruptedException {
    scope.fork(
        lane,
        () -> {
          seen.add(Thread.currentThread());
          work.run();
        });
  }

  /** Waits until it is interrupted. */
  private static void sleepForEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void everyTaskRunsOnceAndBeforeJoinReturns() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    Tasks.Lane lane = tasks.lane(7);
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < 500; i++) {
        fork(scope, lane, ran::incrementAndGet);
      }
      scope.join();
      assertThat(ran).hasValue(500);
    }
  }

  @Test
  void tasksReallyRunSideBySide() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(4);
    Tasks.Lane lane = tasks.lane(4);
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < 4; i++) {
        fork(scope, lane, all::await);
      }
      scope.join();
    }
    assertThat(all.isBroken()).isFalse();
    assertThat(tasks.parallel()).isTrue();
  }

  @Test
  void aLaneIsNeverOverfullThoughScopesShareIt() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(3);
    Tasks.Lane outside = tasks.lane(10);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < 10; i++) {
        fork(
            scope,
            outside,
            () -> {
              try (Tasks.Scope inner = tasks.scope()) {
                for (int j = 0; j < 20; j++) {
                  fork(
                      inner,
                      lane,
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.yield();
                        running.decrementAndGet();
                      });
                }
                inner.join();
              }
            });
      }
      scope.join();
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void aLaneThatGrowsLetsThoseWhoWaitIn() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(1);
    CyclicBarrier three = new CyclicBarrier(3);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(
          scope,
          tasks.lane(1),
          () -> {
            while (lane.limit() == 1) {
              Thread.yield();
              lane.limit(3);
            }
          });
      for (int i = 0; i < 3; i++) {
        fork(scope, lane, three::await);
      }
      scope.join();
    }
    assertThat(lane.limit()).isEqualTo(3);
  }

  @Test
  void aLaneWithoutRoomIsRefused() {
    Tasks.Lane lane = tasks.lane(1);

    assertThatThrownBy(() -> tasks.lane(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> lane.limit(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(lane.limit()).isEqualTo(1);
  }

  @Test
  void theFirstFailureInterruptsTheOthersAndIsThrown() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(4);
    IOException failure = new IOException("first");
    Phaser interrupted = new Phaser(3);
    CountDownLatch waiting = new CountDownLatch(3);
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < 3; i++) {
        fork(
            scope,
            lane,
            () -> {
              waiting.countDown();
              try {
                sleepForEver();
              } finally {
                interrupted.arrive();
              }
            });
      }
      waiting.await();
      fork(
          scope,
          lane,
          () -> {
            throw failure;
          });
      assertThatThrownBy(scope::join)
          .isInstanceOf(TaskFailedException.class)
          .cause()
          .isSameAs(failure);
    }
    assertThat(interrupted.getPhase()).isEqualTo(1);
  }

  @Test
  void afterAFailureNothingIsStarted() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(2);
    AtomicBoolean ran = new AtomicBoolean();
    try (Tasks.Scope scope = tasks.scope()) {
      fork(
          scope,
          lane,
          () -> {
            throw new IllegalStateException("broken");
          });
      assertThatThrownBy(scope::join).isInstanceOf(TaskFailedException.class);
      assertThatThrownBy(() -> scope.fork(lane, () -> ran.set(true)))
          .isInstanceOf(TaskFailedException.class);
    }
    assertThat(ran).isFalse();
  }

  @Test
  void aFailureEndsTheWaitForAFullLane() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(1);
    CountDownLatch fail = new CountDownLatch(1);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(scope, lane, VirtualTasksTest::sleepForEver);
      fork(
          scope,
          tasks.lane(1),
          () -> {
            fail.await();
            throw new IOException("broken");
          });
      fail.countDown();
      assertThatThrownBy(() -> scope.fork(lane, () -> {}))
          .isInstanceOf(TaskFailedException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void anErrorIsAFailureToo() throws InterruptedException {
    try (Tasks.Scope scope = tasks.scope()) {
      fork(
          scope,
          tasks.lane(1),
          () -> {
            throw new StackOverflowError("deep");
          });
      assertThatThrownBy(scope::join).hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void whoeverWaitsCanBeInterrupted() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(1);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(scope, lane, VirtualTasksTest::sleepForEver);
      Thread.currentThread().interrupt();
      assertThatThrownBy(scope::join).isInstanceOf(InterruptedException.class);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> scope.fork(lane, () -> {})).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void closingInterruptsWhatRunsAndWaitsForIt() throws InterruptedException {
    AtomicBoolean tidied = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(
          scope,
          tasks.lane(1),
          () -> {
            started.countDown();
            try {
              sleepForEver();
            } finally {
              tidied.set(true);
            }
          });
      started.await();
    }
    assertThat(tidied).isTrue();
  }

  @Test
  void closingKeepsAnInterruptOfTheOwnersOwn() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(
          scope,
          tasks.lane(1),
          () -> {
            started.countDown();
            sleepForEver();
          });
      started.await();
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingAgainDoesNothing() throws InterruptedException {
    Tasks.Scope scope = tasks.scope();
    fork(scope, tasks.lane(1), () -> {});
    scope.close();
    scope.close();

    assertThat(seen).hasSize(1);
  }

  @Test
  void aLaneHasItsRoomBackAfterFailures() throws InterruptedException {
    Tasks.Lane lane = tasks.lane(2);
    for (int i = 0; i < 20; i++) {
      try (Tasks.Scope scope = tasks.scope()) {
        fork(
            scope,
            lane,
            () -> {
              throw new IOException("broken");
            });
        assertThatThrownBy(scope::join).isInstanceOf(TaskFailedException.class);
      }
    }
    CyclicBarrier both = new CyclicBarrier(2);
    try (Tasks.Scope scope = tasks.scope()) {
      fork(scope, lane, both::await);
      fork(scope, lane, both::await);
      scope.join();
    }
    assertThat(both.isBroken()).isFalse();
  }
}
