package dev.davit.testkit.simulation;

import dev.davit.core.model.RelativePath;
import java.util.List;
import java.util.random.RandomGenerator;

/** Somebody who works in the folder while it is being uploaded. */
final class Editor {
  private static final List<String> NAMES =
      List.of("a", "b", "b/c", "b-d", "d/e/f", "d/e0", "é", "z", "~");

  private final SimulatedFolder folder;
  private final Sizes sizes;
  private final RandomGenerator random;

  Editor(SimulatedFolder folder, Sizes sizes, RandomGenerator random) {
    this.folder = folder;
    this.sizes = sizes;
    this.random = random;
  }

  /** Puts the first files there. */
  void begin() {
    int files = random.nextInt(NAMES.size());
    for (int i = 0; i < files; i++) {
      RelativePath path = RelativePath.of("f" + NAMES.get(random.nextInt(NAMES.size())));
      folder.write(path, bytes(sizes.draw(random, i == 0)));
    }
  }

  /** Does one thing; returns what. */
  String edit() {
    RelativePath path = RelativePath.of("f" + NAMES.get(random.nextInt(NAMES.size())));
    byte[] before = folder.bytes(path).orElse(null);
    if (before == null) {
      return write(path, false);
    }
    return switch (random.nextInt(10)) {
      case 0 -> write(path, false);
      case 1 -> write(path, true);
      case 2 -> {
        folder.append(path, bytes(1 + random.nextInt(2 * unit())));
        yield "append " + path;
      }
      case 3 -> {
        folder.truncate(path, random.nextInt(before.length + 1));
        yield "truncate " + path;
      }
      case 4 -> {
        folder.touch(path);
        yield "touch " + path;
      }
      case 5 -> {
        folder.delete(path);
        yield "delete " + path;
      }
      case 6 -> {
        folder.setReadable(path, random.nextInt(3) > 0);
        yield "chmod " + path;
      }
      case 7 -> editInPlace(path, before, false);
      case 8 -> editInPlace(path, before, true);
      default -> {
        folder.write(path, flipped(before));
        yield "flip " + path;
      }
    };
  }

  private String write(RelativePath path, boolean replace) {
    byte[] bytes = bytes(sizes.draw(random, false));
    if (replace) {
      folder.replace(path, bytes);
      return "replace " + path;
    }
    folder.write(path, bytes);
    return "write " + path;
  }

  private String editInPlace(RelativePath path, byte[] before, boolean restoreTime) {
    if (before.length == 0) {
      return write(path, restoreTime);
    }
    int offset = random.nextInt(before.length);
    byte[] over = bytes(Math.min(1 + random.nextInt(unit()), before.length - offset));
    if (restoreTime) {
      folder.editAndRestoreTime(path, offset, over);
    } else {
      folder.edit(path, offset, over);
    }
    return (restoreTime ? "edit unseen " : "edit ") + path;
  }

  /** Goes back and forth between two contents, so that what was stored once comes again. */
  private static byte[] flipped(byte[] before) {
    byte[] after = before.clone();
    if (after.length > 0) {
      after[0] ^= 1;
      after[after.length - 1] ^= 2;
    }
    return after;
  }

  private int unit() {
    return Math.min(sizes.partLength(), 64);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
