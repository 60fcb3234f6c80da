package dev.davit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.spi.Tasks;
import dev.davit.core.spi.Tasks.TaskFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeededTasksTest {

  @AfterEach
  void noInterruptIsLeftOver() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private static SeededTasks tasks(long seed) {
    return new SeededTasks(new SplittableRandom(seed));
  }

  /** Ten tasks of which each forks three: the order in which all of them ended. */
  private static List<String> order(long seed) throws InterruptedException {
    SeededTasks tasks = tasks(seed);
    Tasks.Lane outside = tasks.lane(3);
    Tasks.Lane inside = tasks.lane(2);
    List<String> order = new ArrayList<>();
    try (Tasks.Scope scope = tasks.scope()) {
      for (int i = 0; i < 10; i++) {
        String name = "t" + i;
        scope.fork(
            outside,
            () -> {
              try (Tasks.Scope inner = tasks.scope()) {
                for (int j = 0; j < 3; j++) {
                  String child = name + "." + j;
                  inner.fork(inside, () -> order.add(child));
                }
                inner.join();
              }
              order.add(name);
            });
      }
      scope.join();
    }
    return order;
  }

  @Test
  void everyTaskRunsOnce() throws InterruptedException {
    assertThat(order(1)).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void theSeedDecidesTheOrder() throws InterruptedException {
    Set<List<String>> orders = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      List<String> order = order(seed);
      assertThat(order(seed)).isEqualTo(order);
      orders.add(order);
    }
    assertThat(orders).hasSize(50);
  }

  @Test
  void tasksOfDifferentScopesInterleave() throws InterruptedException {
    boolean interleaved = false;
    for (int seed = 0; seed < 50 && !interleaved; seed++) {
      List<String> order = order(seed);
      interleaved =
          order.indexOf("t1.0") > order.indexOf("t0.0")
              && order.indexOf("t1") < order.indexOf("t0");
    }
    assertThat(interleaved).isTrue();
  }

  @Test
  void noMoreTasksAreHeldThanALaneAllows() throws InterruptedException {
    for (int seed = 0; seed < 50; seed++) {
      SeededTasks tasks = tasks(seed);
      Tasks.Lane lane = tasks.lane(2);
      int[] forked = {0};
      int[] ended = {0};
      try (Tasks.Scope scope = tasks.scope()) {
        for (int i = 0; i < 20; i++) {
          scope.fork(lane, () -> ended[0]++);
          forked[0]++;
          assertThat(forked[0] - ended[0]).isLessThanOrEqualTo(2);
        }
        scope.join();
      }
      assertThat(ended[0]).isEqualTo(20);
    }
  }

  @Test
  void aFailureIsThrownAndInterruptsWhatWasForked() throws InterruptedException {
    int interrupted = 0;
    int dropped = 0;
    for (int seed = 0; seed < 100; seed++) {
      SeededTasks tasks = tasks(seed);
      Tasks.Lane lane = tasks.lane(10);
      List<Boolean> seen = new ArrayList<>();
      IOException failure = new IOException("broken");
      try (Tasks.Scope scope = tasks.scope()) {
        assertThatThrownBy(
                () -> {
                  scope.fork(
                      lane,
                      () -> {
                        throw failure;
                      });
                  scope.fork(lane, () -> seen.add(Thread.currentThread().isInterrupted()));
                  scope.join();
                })
            .isInstanceOf(TaskFailedException.class)
            .cause()
            .isSameAs(failure);
      }
      interrupted += seen.contains(true) ? 1 : 0;
      dropped += seen.isEmpty() ? 1 : 0;
    }
    assertThat(interrupted).isPositive();
    assertThat(dropped).isPositive();
  }

  @Test
  void anInterruptOfTheMainThreadReachesItAndNoTask() {
    SeededTasks tasks = tasks(1);
    List<Boolean> inTask = new ArrayList<>();
    try (Tasks.Scope scope = tasks.scope()) {
      assertThatThrownBy(
              () -> {
                scope.fork(
                    tasks.lane(1),
                    () -> {
                      tasks.interruptMain();
                      inTask.add(Thread.currentThread().isInterrupted());
                    });
                scope.join();
              })
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(inTask).containsExactly(false);
  }

  @Test
  void aLaneWithoutRoomIsRefused() {
    Tasks.Lane lane = tasks(1).lane(4);

    assertThatThrownBy(() -> lane.limit(0)).isInstanceOf(IllegalArgumentException.class);
    lane.limit(2);
    assertThat(lane.limit()).isEqualTo(2);
    assertThat(tasks(1).parallel()).isFalse();
  }
}
