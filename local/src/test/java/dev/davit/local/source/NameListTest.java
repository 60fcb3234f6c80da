package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {
  private static final String[] ALPHABET = {"a", "b", "-", ".", "é", "\uFFEE", "😀", "0", "z"};

  private static String name(Random random, int parts) {
    StringBuilder name = new StringBuilder("n");
    for (int i = random.nextInt(parts); i > 0; i--) {
      name.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return name.toString();
  }

  private static List<String> all(NameList list) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      names.add(list.get(i));
    }
    return names;
  }

  private static TreeSet<String> sorted() {
    return new TreeSet<>((a, b) -> RelativePath.of(a).compareTo(RelativePath.of(b)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 40})
  void sortsAsPathsAreCompared(int parts) {
    Random random = new Random(parts);
    for (int round = 0; round < 50; round++) {
      Set<String> expected = sorted();
      List<String> shuffled = new ArrayList<>();
      for (int i = random.nextInt(700); i >= 0; i--) {
        String name = name(random, parts);
        if (expected.add(name)) {
          shuffled.add(name);
        }
      }
      NameList list = new NameList(1 << 20);
      shuffled.forEach(list::add);
      list.sort();
      assertThat(all(list)).containsExactlyElementsOf(expected);
      assertThat(list.isTruncated()).isFalse();
      for (String name : shuffled) {
        assertThat(list.contains(name)).isTrue();
        assertThat(list.contains(name + "\u0001")).isFalse();
      }
    }
  }

  @Test
  void sortsManyAlikeAndReversed() {
    NameList list = new NameList(1 << 24);
    List<String> expected = new ArrayList<>();
    for (int i = 99_999; i >= 0; i--) {
      list.add("sample-with-a-long-common-beginning-%05d.json".formatted(i));
    }
    for (int i = 0; i < 100_000; i++) {
      expected.add("sample-with-a-long-common-beginning-%05d.json".formatted(i));
    }
    list.sort();
    assertThat(all(list)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 500, 4_000, 1_000_000})
  void whatDoesNotFitComesWhenListedAgain(int limit) {
    Random random = new Random(limit);
    TreeSet<String> expected = sorted();
    while (expected.size() < 400) {
      expected.add(name(random, 12));
    }
    List<String> found = new ArrayList<>();
    NameList list = new NameList(limit);
    boolean more = true;
    int listings = 0;
    while (more) {
      List<String> shuffled = new ArrayList<>(expected);
      java.util.Collections.shuffle(shuffled, random);
      shuffled.forEach(list::add);
      list.sort();
      found.addAll(all(list));
      more = list.isTruncated();
      list = more ? list.following() : list;
      listings++;
    }
    assertThat(found).containsExactlyElementsOf(expected);
    assertThat(listings > 1).isEqualTo(limit < 5_000);
  }

  @Test
  void takesLittleMoreThanTheNames() {
    NameList list = new NameList(1 << 30);
    long bytes = 0;
    for (int i = 0; i < 200_000; i++) {
      String name = "name-" + i;
      bytes += name.getBytes(StandardCharsets.UTF_8).length + 5;
      list.add(name);
    }
    assertThat(list.footprint()).isBetween((int) bytes, (int) (2 * bytes) + 2_048);
  }
}
