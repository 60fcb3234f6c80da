package dev.davit.testkit.simulation;

import dev.davit.core.usecase.Upload;
import java.util.random.RandomGenerator;

/** What the user asks for in one run. */
record Order(int transfers, Upload.Trust trust, Upload.Mode mode) {
  private static final int MOST_TRANSFERS = 4;

  static Order plain(RandomGenerator random) {
    return new Order(1 + random.nextInt(MOST_TRANSFERS), Upload.Trust.STATE, Upload.Mode.REAL);
  }

  static Order draw(RandomGenerator random) {
    return new Order(
        1 + random.nextInt(MOST_TRANSFERS),
        random.nextInt(8) == 0 ? Upload.Trust.NOTHING : Upload.Trust.STATE,
        random.nextInt(16) == 0 ? Upload.Mode.DRY : Upload.Mode.REAL);
  }
}
