package dev.davit.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeAmongSmallTest {

  @Test
  void afterEachLargestComeThreeOfTheSmallest() {
    assertThat(LargeAmongSmall.order(List.of(5, 1, 9, 2, 7, 3, 8), Integer::longValue))
        .containsExactly(9, 1, 2, 3, 8, 5, 7);
  }

  @Test
  void filesOfOneSizeKeepTheirOrder() {
    List<String> names = List.of("b", "a", "c");

    assertThat(LargeAmongSmall.order(names, name -> 4096)).isEqualTo(names);
  }

  @Test
  void nothingIsLost() {
    for (int size = 0; size < 50; size++) {
      List<Integer> all = IntStream.range(0, size).mapToObj(i -> i * 37 % 50).toList();

      assertThat(LargeAmongSmall.order(all, Integer::longValue))
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }
}
