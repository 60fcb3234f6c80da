package dev.davit.cli.run;

import dev.davit.core.spi.Machine;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how a watch stands, if that started it with {@code Type=notify}: ready once it has
 * looked through the folder, alive as often as {@code WatchdogSec} asks, stopping at the end. See
 * sd_notify(3).
 */
final class ServiceManager implements EventListener, AutoCloseable {
  /** A first look through a large folder takes longer than systemd waits by itself. */
  private static final long PATIENCE = TimeUnit.SECONDS.toMicros(60);

  private static final Duration AGAIN = Duration.ofSeconds(20);

  private final Machine machine;
  private volatile boolean ready;
  private @Nullable Thread thread;

  private ServiceManager(Machine machine) {
    this.machine = machine;
  }

  /** Returns the one that started this process, or one that nobody hears. */
  static ServiceManager find(Machine machine) {
    ServiceManager manager = new ServiceManager(machine);
    if (System.getenv("NOTIFY_SOCKET") != null) {
      manager.thread =
          Thread.ofPlatform().daemon().name("davit-notify").start(manager::keepTelling);
    }
    return manager;
  }

  private void keepTelling() {
    Optional<Duration> watchdog = watchdog();
    Duration pause = watchdog.filter(each -> each.compareTo(AGAIN) < 0).orElse(AGAIN);
    try {
      while (true) {
        if (!ready) {
          tell("EXTEND_TIMEOUT_USEC=" + PATIENCE);
        }
        if (watchdog.isPresent()) {
          tell("WATCHDOG=1");
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // over
    }
  }

  /** Half of what systemd waits for a sign of life, as its manual advises. */
  private static Optional<Duration> watchdog() {
    String micros = System.getenv("WATCHDOG_USEC");
    return micros != null && micros.matches("[1-9]\\d{0,15}")
        ? Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)) / 2))
        : Optional.empty();
  }

  private void tell(String words) {
    if (thread != null) {
      boolean unused = machine.tellManager(words);
    }
  }

  @Override
  public void on(Event event) {
    if (!ready && event instanceof Event.Found found && found.complete()) {
      ready = true;
      tell("READY=1");
    } else if (event instanceof Event.RunFinished) {
      tell("STOPPING=1");
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
