package dev.davit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.internal.Lifted;
import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.Pace;
import dev.davit.core.internal.Retries;
import dev.davit.core.internal.RetryPolicy;
import dev.davit.core.internal.SteadySource;
import dev.davit.core.internal.Throttle;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Bandwidth;
import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.support.Digests;
import dev.davit.testkit.simulation.Gate;
import dev.davit.testkit.simulation.SimulatedFolder;
import dev.davit.testkit.simulation.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop does what a server asks for, in whatever order, with real threads. */
@Timeout(120)
class DemandLoopTest {
  private static final ObjectKey KEY = ObjectKey.of("f");
  private static final RelativePath PATH = RelativePath.of("f");
  private static final int LARGE = (9 << 20) + 3;

  private final SimulatedTime time = new SimulatedTime(Gate.open());
  private final SimulatedFolder folder =
      new SimulatedFolder(time, Duration.ofNanos(1), Gate.open());
  private final Surroundings surroundings =
      new Surroundings(time.clock(), time, new Random(1), Tasks.virtual());

  private UploadLoop.Result send(DemandingStorage storage, byte[] content) throws Exception {
    return send(storage, content, surroundings.tasks().lane(4));
  }

  private UploadLoop.Result send(DemandingStorage storage, byte[] content, Tasks.Lane network)
      throws Exception {
    folder.write(PATH, content);
    time.advance(Duration.ofMinutes(1));
    Retries retries =
        new Retries(RetryPolicy.defaults(), surroundings, new Throttle(time, () -> 0), () -> false);
    UploadLoop loop =
        new UploadLoop(
            new UploadLoop.Means(
                storage,
                surroundings.tasks(),
                network,
                surroundings.tasks().lane(2),
                retries,
                new Pace(surroundings, Bandwidth.unlimited()),
                () -> false));
    try (SteadySource source = SteadySource.open(folder.file(PATH).content(), surroundings);
        Lifted lifted = Lifted.of(source, Set.of(), new MemoryTickets(1 << 30))) {
      return loop.send(
          lifted, UploadRequest.of(KEY, content.length), Optional.empty(), new Silent());
    }
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 1 << 20, (1 << 20) + 1, LARGE})
  void randomOverlappingAndRepeatedRangesAreAllSupplied(int length) throws Exception {
    byte[] content = content(length);
    for (int seed = 0; seed < 5; seed++) {
      DemandingStorage storage = new DemandingStorage(script(new Random(seed), length));

      UploadLoop.Result result = send(storage, content);

      assertThat(storage.received()).isEqualTo(content);
      assertThat(storage.digests())
          .containsEntry(DigestAlgorithm.SHA1, Digests.of(DigestAlgorithm.SHA1, content))
          .containsEntry(DigestAlgorithm.MD5, Digests.of(DigestAlgorithm.MD5, content));
      assertThat(result.identity())
          .isEqualTo(Digests.of(Digests.identityAlgorithm(length), content));
      assertThat(storage.open()).isZero();
    }
  }

  /** Every byte at least once, some again, hashes in between. */
  private static List<Demand> script(Random random, int length) {
    List<Demand> script = new ArrayList<>();
    long id = 1;
    int at = 0;
    while (at < length) {
      int piece = Math.min(length - at, 1 + random.nextInt(Math.max(1, length / 3)));
      script.add(new Demand.Send(id++, new ByteRange(at, piece)));
      at += piece;
    }
    for (int i = 0; i < 5; i++) {
      int from = random.nextInt(length + 1);
      ByteRange again = new ByteRange(from, random.nextInt(length - from + 1));
      script.add(random.nextInt(script.size() + 1), new Demand.Send(id++, again));
    }
    script.add(random.nextInt(script.size()), new Demand.Hash(id++, DigestAlgorithm.SHA1));
    script.add(random.nextInt(script.size()), new Demand.Hash(id, DigestAlgorithm.MD5));
    return script;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, Long.MAX_VALUE - 200})
  void whatLiesOutsideOfTheContentIsRefused(long offset) {
    DemandingStorage storage =
        new DemandingStorage(List.of(new Demand.Send(1, new ByteRange(offset, 101))));

    assertThatThrownBy(() -> send(storage, content(100)))
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("asked for");

    assertThat(storage.supplies()).isZero();
    assertThat(storage.aborts()).isEqualTo(1);
    assertThat(storage.open()).isZero();
  }

  @Test
  void theFirstDemandThatFailsInterruptsTheOthers() {
    CountDownLatch waiting = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    DemandingStorage storage =
        new DemandingStorage(
            List.of(send(1, 0), send(2, 10), send(3, 20)),
            demand -> {
              if (demand.id() == 3) {
                await(waiting);
                throw new Rejected(StorageException.Where.of("test", "supply", ""), "no", null);
              }
              waiting.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
                throw new StorageException.Transient(
                    StorageException.Where.of("test", "supply", ""), "interrupted", e);
              }
            });

    assertThatThrownBy(() -> send(storage, content(30)))
        .isInstanceOf(Rejected.class)
        .hasMessage("no");

    assertThat(interrupted).hasValue(2);
    assertThat(storage.open()).isZero();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aDigestIsMadeWhileEveryPlaceForRequestsIsTaken() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    DemandingStorage storage =
        new DemandingStorage(
            List.of(send(1, 0), new Demand.Hash(2, DigestAlgorithm.SHA1)),
            demand -> await(answered));
    storage.onAnswer(answered::countDown);

    send(storage, content(10), surroundings.tasks().lane(1));

    assertThat(storage.received()).isEqualTo(content(10));
    assertThat(storage.digests()).containsKey(DigestAlgorithm.SHA1);
  }

  private static Demand.Send send(long id, long offset) {
    return new Demand.Send(id, new ByteRange(offset, 10));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Transient(
          StorageException.Where.of("test", "supply", ""), "interrupted", e);
    }
  }

  @Test
  void aSessionThatEndsInTransientIsResumedAndNotBegunAnew() throws Exception {
    DemandingStorage storage = new DemandingStorage(List.of(send(1, 0), send(2, 10)));
    storage.resumable(new ResumeToken("t"));
    storage.failNextOnce(
        new StorageException.Transient(
            StorageException.Where.of("test", "next", ""), "the channel broke", null));

    send(storage, content(20));

    assertThat(storage.begun()).containsExactly("open", "resume t");
    assertThat(storage.received()).isEqualTo(content(20));
  }

  @Test
  void memoryHeldBySmallBodiesIsBounded() throws InterruptedException {
    MemoryTickets tickets = new MemoryTickets(10);
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Tasks.Lane lane = surroundings.tasks().lane(50);
    try (Tasks.Scope scope = surroundings.tasks().scope()) {
      for (int i = 0; i < 200; i++) {
        int bytes = i % 7;
        scope.fork(
            lane,
            () -> {
              try (MemoryTickets.Ticket ticket = tickets.take(bytes)) {
                most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                Thread.yield();
                held.addAndGet(-bytes);
              }
            });
      }
      scope.join();
    }
    assertThat(most.get()).isBetween(6, 10);
  }

  @Test
  void whatIsLargerThanAllMemoryGetsAllOfIt() throws InterruptedException {
    MemoryTickets tickets = new MemoryTickets(10);
    tickets.take(1000).close();
    MemoryTickets.Ticket again = tickets.take(10);
    again.close();
    again.close();
    tickets.take(10).close();

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tickets.take(1)).isInstanceOf(InterruptedException.class);
  }

  /** Hears nothing. */
  private static final class Silent implements UploadLoop.Watcher {
    @Override
    public void began(ResumeToken token) {
      // not remembered
    }

    @Override
    public void stored(UploadLoop.Result result) {
      // not remembered
    }

    @Override
    public void ended() {
      // not remembered
    }

    @Override
    public void progressed(long bytes) {
      // not shown
    }

    @Override
    public void retrying(int attempt, Duration pause, String error) {
      // not shown
    }
  }
}
