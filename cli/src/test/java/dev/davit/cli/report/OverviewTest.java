package dev.davit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.report.SizeClasses.SizeClass;
import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {

  @Test
  void eachSizeHasItsClass() {
    SizeClasses sizes = new SizeClasses();
    List.of(0L, 1L, 1023L, 1024L, 16_383L, 16_384L, (1L << 34) - 1, 1L << 34, Long.MAX_VALUE / 4)
        .forEach(sizes::add);
    assertThat(sizes.list().stream().map(each -> each.below() + ": " + each.files()))
        .containsExactly(
            "1: 1",
            "1024: 2",
            "16384: 2",
            "262144: 1",
            "4194304: 0",
            "67108864: 0",
            "1073741824: 0",
            "17179869184: 1",
            Long.MAX_VALUE + ": 2");
  }

  @Test
  void onlyClassesInUseAreListed() {
    SizeClasses sizes = new SizeClasses();
    assertThat(sizes.list()).isEmpty();
    sizes.add(5_000);
    assertThat(sizes.list()).containsExactly(new SizeClass(16_384, 1, 5_000));
  }

  @Test
  void failuresThatDifferInNamesAndNumbersHaveOneCause() {
    Failures failures = new Failures();
    for (int i = 0; i < 100; i++) {
      failures.add(
          failed("deep/f" + i, "PUT deep/f" + i + ": 503 after " + i + " ms, 0AB1C2D3E4F5" + i));
    }
    failures.add(failed("deep/x", "PUT deep/x: no such bucket"));
    assertThat(failures.groups()).extracting(group -> group.count).containsExactly(100L, 1L);
    assertThat(failures.groups().getFirst().samples).hasSize(Failures.SAMPLES);
  }

  @Test
  void causesWithoutEndBecomeOnePerKind() {
    Failures failures = new Failures();
    for (int i = 1; i <= 1_000; i++) {
      failures.add(failed("f", "x".repeat(i)));
    }
    assertThat(failures.groups()).hasSizeLessThan(50);
    assertThat(failures.groups().stream().mapToLong(group -> group.count).sum()).isEqualTo(1_000);
    assertThat(failures.groups().getFirst().count).isEqualTo(960);
  }

  private static Outcome.Failed failed(String path, String error) {
    return new Outcome.Failed(RelativePath.of(path), "rejected", error, 1);
  }
}
