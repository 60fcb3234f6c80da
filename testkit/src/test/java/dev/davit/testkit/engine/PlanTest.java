package dev.davit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Overwrite;
import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Plan;
import dev.davit.core.usecase.SendOrder;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan says what the run after it does: of each file, whether, why and how much. */
class PlanTest {
  private static final int TREES = Integer.getInteger("davit.plan.trees", 1000);

  private Bench bench = new Bench();
  private long seed;

  @AfterEach
  void nothingIsLeftOpen() {
    bench.server.checkNoLeaks();
  }

  @Test
  void aPlanAgreesWithTheRunThatFollows() throws InterruptedException {
    long first = Long.getLong("davit.plan.seed", 1);
    Map<String, Integer> seen = new TreeMap<>();
    for (seed = first; seed < first + TREES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      bench = new Bench();
      givenAPast(random);
      edit(random);
      UnaryOperator<Upload.Builder> order = order(random);
      String before = memory();
      Summary plan = bench.run(upload -> order.apply(upload).mode(Upload.Mode.DRY));
      Map<RelativePath, String> promised = fates(bench.outcomes());
      assertThat(memory()).as("a plan changes nothing, seed %s", seed).isEqualTo(before);
      Summary run = bench.run(order);
      assertThat(fates(bench.outcomes())).as("seed %s", seed).isEqualTo(promised);
      assertThat(plan.plan().orElseThrow().total())
          .as("seed %s", seed)
          .isEqualTo(new Plan.Amount(run.counts().stored(), run.counts().storedBytes()));
      promised.values().forEach(fate -> seen.merge(kind(fate), 1, Integer::sum));
      bench.server.checkNoLeaks();
    }
    assertThat(seen)
        .as("the trees are of all kinds")
        .containsKeys(
            "sent NEW",
            "sent CHANGED",
            "sent REFRESH",
            "sent RESUMED",
            "sent FAILED_BEFORE",
            "skipped UNCHANGED",
            "skipped SAME_CONTENT",
            "skipped EXISTS");
  }

  private static String kind(String fate) {
    return fate.split(" ")[0] + " " + fate.split(" ")[1];
  }

  /** None, one or two runs, some of which are stopped in the middle or fail. */
  private void givenAPast(SplittableRandom random) throws InterruptedException {
    write(random, random.nextInt(9));
    for (int runs = random.nextInt(3); runs > 0; runs--) {
      RelativePath unreadable = path(random);
      switch (random.nextInt(4)) {
        case 0 -> {
          int supplies = random.nextInt(1, 8);
          bench.behind(storage -> new StopsAfter(storage, supplies, bench::stop));
        }
        case 1 -> {
          if (bench.folder.paths().contains(unreadable)) {
            bench.folder.setReadable(unreadable, false);
          }
        }
        default -> {}
      }
      Summary unused = bench.run();
      bench.behind(UnaryOperator.identity());
      if (bench.folder.paths().contains(unreadable)) {
        bench.folder.setReadable(unreadable, true);
      }
      edit(random);
    }
  }

  private void edit(SplittableRandom random) {
    write(random, random.nextInt(3));
    for (RelativePath path : List.copyOf(bench.folder.paths())) {
      switch (random.nextInt(8)) {
        case 0 -> bench.folder.touch(path);
        case 1 -> bench.folder.delete(path);
        case 2 -> bench.folder.append(path, Bench.bytes(random.nextInt(), 5));
        case 3 -> bench.folder.replace(path, bench.folder.bytes(path).orElseThrow());
        default -> {}
      }
    }
  }

  private void write(SplittableRandom random, int files) {
    for (int i = 0; i < files; i++) {
      bench.folder.write(path(random), Bench.bytes(random.nextInt(4), random.nextInt(30)));
    }
  }

  private static RelativePath path(SplittableRandom random) {
    return RelativePath.of("d" + random.nextInt(3) + "/f" + random.nextInt(6));
  }

  private static UnaryOperator<Upload.Builder> order(SplittableRandom random) {
    Upload.Trust trust = random.nextInt(5) == 0 ? Upload.Trust.NOTHING : Upload.Trust.STATE;
    Overwrite overwrite = random.nextInt(3) == 0 ? Overwrite.ONLY_IF_ABSENT : Overwrite.REPLACE;
    SendOrder[] orders = SendOrder.values();
    SendOrder order = orders[random.nextInt(orders.length)];
    return upload -> upload.trust(trust).overwrite(overwrite).order(order);
  }

  private static Map<RelativePath, String> fates(List<Outcome> outcomes) {
    Map<RelativePath, String> fates = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      String fate =
          switch (outcome) {
            case Outcome.Planned p -> "sent " + p.why() + " " + p.length() + " to " + p.key();
            case Outcome.Stored s -> "sent " + s.why() + " " + s.length() + " to " + s.key();
            case Outcome.Skipped s -> "skipped " + s.reason();
            case Outcome.Deferred d -> "deferred " + d.reason();
            case Outcome.Failed f -> "failed " + f.kind();
          };
      assertThat(fates.put(outcome.path(), fate)).isNull();
    }
    return fates;
  }

  /** Returns all that is remembered and stored, as text. */
  private String memory() {
    StringBuilder text = new StringBuilder();
    try (var checkpoint = bench.disk.open()) {
      for (RelativePath path : bench.folder.paths()) {
        text.append(checkpoint.entry(path)).append('\n');
      }
      text.append(checkpoint.parked()).append(checkpoint.runs());
    }
    return text.append(bench.server.history().size())
        .append(bench.server.unfinishedUploads())
        .toString();
  }

  @Test
  void aPlanForecastsRequestsAndTime() throws InterruptedException {
    bench.folder.write(Bench.path("small"), Bench.bytes(1, 8));
    bench.folder.write(Bench.path("large"), Bench.bytes(2, 9));
    Plan first = dry().plan().orElseThrow();
    assertThat(first.requests()).isEqualTo(OptionalLong.of(1 + 2 + 3));
    assertThat(first.expected()).isEmpty();
    Summary sent = bench.run();
    bench.folder.append(Bench.path("large"), Bench.bytes(3, 1));
    Plan second = dry().plan().orElseThrow();
    assertThat(second.amounts().values()).containsExactly(new Plan.Amount(1, 10));
    assertThat(second.expected())
        .isEqualTo(
            Optional.of(sent.took())
                .map(took -> Duration.ofNanos((long) (took.toNanos() * (10.0 / 17)))));
  }

  private Summary dry() throws InterruptedException {
    return bench.run(upload -> upload.mode(Upload.Mode.DRY));
  }

  @Test
  void aRunEndsWhereItsLimitIs() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      bench.folder.write(Bench.path("f" + i), Bench.bytes(i, 4));
    }
    Summary summary = bench.run(upload -> upload.maxTransfer(10));
    assertThat(summary.ending()).isEqualTo(Summary.Ending.LIMITED);
    assertThat(summary.counts().stored()).isEqualTo(2);
    assertThat(summary.counts().deferred()).isEqualTo(3);
    Summary rest = bench.run();
    assertThat(rest.ending()).isEqualTo(Summary.Ending.COMPLETE);
    assertThat(rest.counts().stored()).isEqualTo(3);
  }

  @Test
  void aLimitThatIsNotReachedEndsNothing() throws InterruptedException {
    bench.folder.write(Bench.path("f"), Bench.bytes(1, 4));
    assertThat(bench.run(upload -> upload.maxTransfer(4)).ending())
        .isEqualTo(Summary.Ending.COMPLETE);
  }

  @Test
  void filesAreSentInTheOrderThatWasAskedFor() throws InterruptedException {
    int[] lengths = {3, 1, 5, 2, 4};
    for (int i = 0; i < lengths.length; i++) {
      bench.folder.write(Bench.path("f" + i), Bench.bytes(i, lengths[i]));
    }
    assertThat(sentLengths(SendOrder.SIZE_ASC)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(sentLengths(SendOrder.SIZE_DESC)).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(sentLengths(SendOrder.SIZE_MIXED)).containsExactly(5L, 1L, 4L, 2L, 3L);
    assertThat(sentLengths(SendOrder.NAME_DESC)).containsExactly(4L, 2L, 5L, 1L, 3L);
  }

  private List<Long> sentLengths(SendOrder order) throws InterruptedException {
    Summary unused =
        bench.run(upload -> upload.order(order).trust(Upload.Trust.NOTHING).transfers(1));
    return bench.outcomes().stream().map(outcome -> ((Outcome.Stored) outcome).length()).toList();
  }
}
