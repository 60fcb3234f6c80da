package dev.davit.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import dev.davit.core.spi.Timer;
import dev.davit.core.usecase.WatchQueue.Item;
import org.junit.jupiter.api.Test;

/** The paths that something has to be done about. */
class WatchQueueTest {
  private final Timer timer = Timer.system();
  private final WatchQueue queue = new WatchQueue(timer, 3);

  private Item gone(String path) {
    return gone(path, timer.nanos());
  }

  private Item gone(String path, long due) {
    return Item.gone(RelativePath.of(path), timer.nanos(), due);
  }

  private String take() throws InterruptedException {
    return queue.take(0).map(item -> item.path().value()).orElse("");
  }

  @Test
  void whatChangesWhileItIsInHandComesAgainAfterwards() throws Exception {
    assertThat(queue.add(gone("a"))).isTrue();
    Item a = queue.take(0).orElseThrow();
    assertThat(queue.add(gone("a"))).isTrue();
    assertThat(take()).isEmpty();
    assertThat(queue.size()).isEqualTo(1);
    queue.done(a);
    assertThat(take()).isEqualTo("a");
  }

  @Test
  void whatIsDueFirstComesFirstAndWhatIsNotDueWaits() throws Exception {
    long now = timer.nanos();
    queue.add(gone("later", now + 3_600_000_000_000L));
    queue.add(gone("second", now - 1));
    queue.add(gone("first", now - 2));
    assertThat(take()).isEqualTo("first");
    assertThat(take()).isEqualTo("second");
    assertThat(take()).isEmpty();
    queue.add(gone("later", now)); // it changed again, and is due by now
    assertThat(take()).isEqualTo("later");
  }

  @Test
  void theOldestChangeCountsForTheLag() throws Exception {
    long first = timer.nanos();
    queue.add(Item.gone(RelativePath.of("a"), first, first));
    queue.add(Item.gone(RelativePath.of("a"), first + 5, first + 5));
    assertThat(queue.oldest()).hasValue(first);
    Item a = queue.take(1_000_000).orElseThrow();
    assertThat(a.since()).isEqualTo(first);
    queue.again(a.failed(timer.nanos() + 3_600_000_000_000L));
    assertThat(queue.oldest()).hasValue(first);
    assertThat(take()).isEmpty();
    queue.hurry();
    assertThat(take()).isEqualTo("a");
  }

  @Test
  void aReservedPathIsNotTakenUntilItIsReleased() throws Exception {
    queue.add(gone("a"));
    assertThat(queue.reserve(RelativePath.of("a"))).isTrue();
    assertThat(queue.reserve(RelativePath.of("a"))).isFalse();
    assertThat(take()).isEmpty();
    queue.release(RelativePath.of("a"));
    assertThat(take()).isEqualTo("a");
  }

  @Test
  void itTakesNoMoreThanItsRoomAndSaysSo() {
    for (int i = 0; i < 3; i++) {
      assertThat(queue.add(gone("f" + i))).isTrue();
    }
    assertThat(queue.add(gone("f3"))).isFalse();
    assertThat(queue.add(gone("f1"))).isTrue(); // known already
    queue.clear();
    assertThat(queue.size()).isZero();
    assertThat(queue.oldest()).isEmpty();
  }
}
