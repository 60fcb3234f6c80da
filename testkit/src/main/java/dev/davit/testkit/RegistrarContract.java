package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar;
import dev.davit.core.port.Registrar.Result;
import dev.davit.core.support.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every registrar does. Extend it, and bring the other system, or a stand-in for it. */
public abstract class RegistrarContract {

  /** Returns the registrar under test; the same during one test. */
  protected abstract Registrar registrar();

  /** Returns the keys that the other system knows of, one for each time that it holds one. */
  protected abstract List<ObjectKey> held();

  /** Makes the other system unreachable from now on. */
  protected abstract void takeDown();

  /** Makes the other system refuse a key for good. */
  protected abstract void refuse(ObjectKey key);

  /** Lets the other system do what it is told next, and loses its answer. */
  protected abstract void loseNextAnswer();

  /** Returns a registration for the registrar under test. */
  protected Registration registration(String key) {
    return new Registration(
        "id-of-" + key,
        registrar().name(),
        RelativePath.of(key),
        ObjectKey.of("under/" + key),
        3,
        Digests.of(DigestAlgorithm.SHA256, key.getBytes(StandardCharsets.UTF_8)),
        Instant.parse("2026-03-04T05:06:07Z"),
        Map.of());
  }

  private static ObjectKey key(String key) {
    return ObjectKey.of("under/" + key);
  }

  @Test
  void itsNameStays() {
    assertThat(registrar().name()).isNotEmpty().isEqualTo(registrar().name());
  }

  @Test
  void itTakesAtLeastOneAtOnce() {
    assertThat(registrar().batchSize()).isPositive();
  }

  @Test
  void whatIsDeliveredIsHeld() throws InterruptedException {
    List<Result> results = registrar().register(List.of(registration("a")));

    assertThat(results).singleElement().isInstanceOf(Result.Delivered.class);
    assertThat(held()).containsExactly(key("a"));
  }

  @Test
  void aFullBatchHasOneResultEach() throws InterruptedException {
    List<Registration> batch =
        IntStream.range(0, Math.min(registrar().batchSize(), 100))
            .mapToObj(i -> registration("file-" + i))
            .toList();

    List<Result> results = registrar().register(batch);

    assertThat(results).hasSameSizeAs(batch).hasOnlyElementsOfType(Result.Delivered.class);
    assertThat(held())
        .containsExactlyInAnyOrderElementsOf(batch.stream().map(Registration::key).toList());
  }

  @Test
  void whatComesAgainIsDeliveredAndHeldOnce() throws InterruptedException {
    List<Result> first = registrar().register(List.of(registration("a")));
    List<Result> again = registrar().register(List.of(registration("a")));

    assertThat(again).isEqualTo(first).hasOnlyElementsOfType(Result.Delivered.class);
    assertThat(held()).containsExactly(key("a"));
  }

  @Test
  void whatComesAgainAfterALostAnswerIsHeldOnce() throws InterruptedException {
    loseNextAnswer();
    List<Result> lost = registrar().register(List.of(registration("a")));
    List<Result> again = registrar().register(List.of(registration("a")));

    assertThat(lost).singleElement().isInstanceOf(Result.Postponed.class);
    assertThat(again).singleElement().isInstanceOf(Result.Delivered.class);
    assertThat(held()).containsExactly(key("a"));
  }

  @Test
  void whatIsRefusedSaysWhyAndHoldsNobodyElseUp() throws InterruptedException {
    refuse(key("bad"));

    List<Result> refused = registrar().register(List.of(registration("bad")));
    List<Result> taken = registrar().register(List.of(registration("good")));

    assertThat(refused)
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Refused.class, result -> assertThat(result.error()).isNotBlank());
    assertThat(taken).singleElement().isInstanceOf(Result.Delivered.class);
    assertThat(held()).containsExactly(key("good"));
  }

  @Test
  void oneThatIsRefusedOfManyIsTheOnlyOne() throws InterruptedException {
    int size = Math.min(registrar().batchSize(), 100);
    refuse(key("file-" + size / 3));
    List<Registration> batch =
        IntStream.range(0, size).mapToObj(i -> registration("file-" + i)).toList();

    List<Result> results = registrar().register(batch);

    for (int i = 0; i < size; i++) {
      Class<? extends Result> expected =
          i == size / 3 ? Result.Refused.class : Result.Delivered.class;
      assertThat(results.get(i)).as("of file %s", i).isInstanceOf(expected);
    }
    assertThat(held()).hasSize(size - 1).doesNotHaveDuplicates();
  }

  @Test
  void aSystemThatIsDownPostponesAndSaysWhy() throws InterruptedException {
    takeDown();

    List<Result> results = registrar().register(List.of(registration("a")));

    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(
            Result.Postponed.class,
            result -> {
              assertThat(result.error()).isNotBlank();
              assertThat(result.retryAfter()).isGreaterThanOrEqualTo(Duration.ZERO);
            });
    assertThat(held()).isEmpty();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> registrar().register(List.of(registration("a"))))
          .isInstanceOf(InterruptedException.class);
    } finally {
      boolean unused = Thread.interrupted();
    }
  }
}
