package dev.davit.testkit.simulation;

import java.util.random.RandomGenerator;

/**
 * Which lengths files have: mostly those around which mistakes are made.
 *
 * @param longestWhole what is longer is stored in parts; in bytes
 * @param partLength in bytes
 * @param largest the length that one file of the world has, or 0
 */
record Sizes(int longestWhole, int partLength, int largest) {
  private static final int HELD_IN_MEMORY = 1 << 20;
  private static final int BLOCK = 8 << 20;

  /** In a few worlds one file is read piece by piece, and in very few it has several blocks. */
  static Sizes draw(RandomGenerator random) {
    int rare = random.nextInt(1000);
    if (rare == 0) {
      return new Sizes(random.nextInt(2) * 2 * BLOCK, 3 << 20, BLOCK + random.nextInt(3) - 1);
    } else if (rare < 20) {
      return new Sizes(
          random.nextInt(2) * 2 * HELD_IN_MEMORY,
          300_000 + random.nextInt(100_000),
          HELD_IN_MEMORY + random.nextInt(3));
    }
    int part = 1 + random.nextInt(40);
    return new Sizes(random.nextInt(3) * part, part, 0);
  }

  int draw(RandomGenerator random, boolean first) {
    if (first && largest > 0) {
      return largest;
    }
    int unit = largest > 0 ? 16 : partLength;
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> unit * (1 + random.nextInt(4)) - 1;
      case 3, 4 -> unit * (1 + random.nextInt(4));
      case 5 -> unit * (1 + random.nextInt(4)) + 1;
      default -> random.nextInt(6 * unit + 1);
    };
  }
}
