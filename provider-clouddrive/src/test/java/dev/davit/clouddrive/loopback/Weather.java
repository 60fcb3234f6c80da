package dev.davit.clouddrive.loopback;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What befalls a server as a whole, drawn from a seed: broken and replaced channels, restarts,
 * silences, repetitions, messages about uploads that are none of the client's. Runs on a thread of
 * its own until it is closed.
 */
public final class Weather implements AutoCloseable {
  private final LoopbackCloudDrive server;
  private final Random random;
  private final AtomicLong steps;
  private final int pauseMillis;
  private final int longestSilenceMillis;
  private final Thread thread;
  private volatile boolean closed;
  private final AtomicLong restarts = new AtomicLong();
  private final AtomicLong breaks = new AtomicLong();
  private final AtomicLong silences = new AtomicLong();

  /** Begins; it strikes after pauses of this length in the mean. */
  public Weather(
      LoopbackCloudDrive server,
      long seed,
      AtomicLong steps,
      int pauseMillis,
      int longestSilenceMillis) {
    this.server = server;
    this.longestSilenceMillis = longestSilenceMillis;
    this.steps = steps;
    this.pauseMillis = pauseMillis;
    random = new Random(seed);
    thread = Thread.ofPlatform().name("weather").start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(1 + random.nextInt(2 * pauseMillis));
        steps.incrementAndGet();
        strike(random.nextInt(100));
      }
    } catch (InterruptedException e) {
      // the sun shines
    } catch (Exception e) {
      server.violated("the server broke: " + e);
    }
  }

  private void strike(int dice) throws Exception {
    if (dice < 3) {
      restarts.incrementAndGet();
      server.restart();
    } else if (dice < 15) {
      breaks.incrementAndGet();
      server.channels().breakAll(Status.UNAVAILABLE.withDescription("stream broken"));
    } else if (dice < 25) {
      breaks.incrementAndGet();
      server.channels().breakAll(Status.ABORTED.withDescription("channel replaced"));
    } else if (dice < 40) {
      anyUpload().forEach(DrivenUpload::repeat);
    } else if (dice < 50) {
      silences.incrementAndGet();
      for (DrivenUpload each : anyUpload()) {
        each.silence(true);
        Thread.sleep(random.nextInt(random.nextBoolean() ? 30 : longestSilenceMillis));
        each.silence(false);
      }
    } else if (dice < 60) {
      server.sayOfStranger("stranger-" + random.nextInt(50));
    } else if (dice < 80) {
      anyUpload().forEach(DrivenUpload::repeat);
    } else {
      server.loseNextAnswer();
    }
  }

  private List<DrivenUpload> anyUpload() {
    Collection<DrivenUpload> open =
        server.uploads().stream().filter(each -> !DrivenUpload.isFinal(each.status())).toList();
    return open.isEmpty()
        ? List.of()
        : List.of(new ArrayList<>(open).get(random.nextInt(open.size())));
  }

  /** Returns what happened, in words. */
  public String summary() {
    return restarts
        + " restarts, "
        + breaks
        + " broken or replaced channels, "
        + silences
        + " silences";
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
