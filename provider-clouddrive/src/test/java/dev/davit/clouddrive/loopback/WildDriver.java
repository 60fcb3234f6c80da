package dev.davit.clouddrive.loopback;

import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks in a way that only a seed explains: ranges in any order, overlapping and repeated, hashes of
 * all kinds before and between them, states in between, an end without any bytes now and then.
 */
public final class WildDriver implements Driver {
  private final Random random;
  private final int longest;
  private final AtomicLong steps;
  private final Deque<Runnable> plan = new ArrayDeque<>();
  private boolean instant;

  /** Makes one that asks for ranges of up to so many bytes; each thing it does is a step. */
  public WildDriver(long seed, int longest, AtomicLong steps) {
    this.longest = longest;
    random = new Random(seed);
    this.steps = steps;
  }

  /** Returns how long the blocks are whose digests it asks for, in bytes. */
  public static int block(long size) {
    return size <= 1 << 30 ? 64 << 10 : 4 << 20;
  }

  @Override
  public void begin(DrivenUpload upload) {
    instant = random.nextInt(12) == 0;
    List<Runnable> all = instant ? hashes(upload) : everything(upload);
    Collections.shuffle(all, random);
    plan.addAll(all);
    goOn(upload);
  }

  private List<Runnable> hashes(DrivenUpload upload) {
    return new ArrayList<>(List.of(() -> upload.askHash(2, 0), () -> upload.askHash(3, 0)));
  }

  private List<Runnable> everything(DrivenUpload upload) {
    List<Runnable> all = new ArrayList<>();
    long at = 0;
    do {
      long start = at;
      long piece = Math.min(upload.size() - at, 1 + random.nextInt(longest));
      boolean lazy = random.nextBoolean();
      all.add(() -> upload.ask(start, piece, lazy));
      if (random.nextInt(5) == 0) { // again, or hanging over what comes next
        long more = Math.min(upload.size() - start, piece + random.nextInt(70_000));
        all.add(() -> upload.ask(start, more, !lazy));
      }
      if (random.nextInt(6) == 0) {
        all.add(() -> upload.turn(Status.Transfer, ""));
      }
      at += piece;
    } while (at < upload.size());
    for (int type = 1; type <= 3; type++) {
      if (random.nextInt(3) == 0) {
        int kind = type;
        int block = type == 1 && random.nextBoolean() ? block(upload.size()) : 0;
        all.add(() -> upload.askHash(kind, block));
      }
    }
    if (random.nextInt(4) == 0) {
      all.add(() -> {
        upload.turn(Status.Pause, "");
        upload.turn(Status.Transfer, "");
        upload.repeat();
      });
    }
    return all;
  }

  @Override
  public void answered(DrivenUpload upload) {
    goOn(upload);
  }

  private void goOn(DrivenUpload upload) {
    int window = 1 + random.nextInt(6);
    while (!plan.isEmpty() && upload.open() < window) {
      steps.incrementAndGet();
      plan.poll().run();
      if (random.nextInt(20) == 0) {
        steps.incrementAndGet();
        upload.repeat();
      }
    }
    if (plan.isEmpty() && upload.open() == 0 && !DrivenUpload.isFinal(upload.status())) {
      end(upload);
    }
  }

  private void end(DrivenUpload upload) {
    Optional<long[]> gap = instant ? Optional.empty() : upload.gap();
    if (gap.isPresent()) {
      upload.ask(gap.get()[0], Math.min(longest, gap.get()[1] - gap.get()[0]), false);
    } else if (random.nextInt(40) == 0) {
      upload.turn(Status.Error, "the cloud says that the hash is another");
    } else {
      upload.turn(Status.Finish, "");
    }
    steps.incrementAndGet();
  }
}
