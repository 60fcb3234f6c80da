package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.port.OutboxView.Counts;
import dev.davit.core.port.OutboxView.Pending;
import dev.davit.core.spi.StateOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outbox is changed while its job is open elsewhere, and the owner sees it. */
class OutboxBesideTest {
  @TempDir Path folder;

  @Test
  void whatIsRevivedOrDroppedBesideTheOwnerIsSeenByTheOwner() {
    Fixture fixture = new Fixture(folder);
    StateOptions state = StateOptions.defaults().withDirectory(fixture.home);
    try (SqliteCheckpoint owner = fixture.open()) {
      Fixture.record(owner, 0, 300);
      List<String> ids =
          owner.outbox().waiting(300).stream().map(each -> each.registration().id()).toList();
      assertThat(ids).hasSize(300);
      owner.outbox().bury(ids.get(0), "refused");
      owner.outbox().bury(ids.get(1), "refused");
      owner.outbox().postpone(ids.get(2), Instant.MAX, "later");

      OutboxBeside.change(
          fixture.job(), state, List.of(ids.get(0), ids.get(2), "unknown"), List.of(ids.get(1)));

      assertThat(owner.outbox().counts()).isEqualTo(new Counts(299, 0, 0));
      String registrar = owner.outbox().waiting(1).getFirst().registration().registrar();
      assertThat(owner.outbox().due(registrar, Instant.EPOCH, 1000))
          .extracting(Pending::registration)
          .extracting("id")
          .contains(ids.get(0), ids.get(2));
      Fixture.record(owner, 300, 400);
      owner.outbox().delivered(ids);
      assertThat(owner.outbox().counts().delivered()).isEqualTo(299);
    }
  }

  @Test
  void whereThereIsNoStateNoneIsMade() {
    Fixture fixture = new Fixture(folder);
    StateOptions state = StateOptions.defaults().withDirectory(fixture.home);
    OutboxBeside.change(fixture.job(), state, List.of("a"), List.of("b"));
    assertThat(fixture.home).doesNotExist();
  }
}
