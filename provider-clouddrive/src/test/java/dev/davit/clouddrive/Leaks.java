package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Finds what work has left behind in this process: threads of either kind, direct buffers. */
final class Leaks {
  private static final long MOST_DIRECT = 64 << 20; // what Netty keeps for the next time
  private static final int PATIENCE = 300; // tenths of a second; gRPC keeps idle threads for a few

  private final Path folder;
  private final Set<String> before;
  private volatile Set<String> busy = Set.of();

  /** Notes what there is now; dumps go to a folder. */
  Leaks(Path folder) throws IOException {
    this.folder = folder;
    before = threads();
  }

  /** Notes what there is while work is done: what a leak would look like. */
  void working() throws IOException {
    busy = threads();
  }

  /** Checks that nothing is there that was not before. */
  void check() throws IOException, InterruptedException {
    assertThat(busy)
        .as("a check that sees threads at work")
        .anyMatch(each -> each.contains("grpc"));
    assertThat(busy).anyMatch(each -> each.startsWith("virtual"));
    Set<String> left = left();
    for (int i = 0; i < PATIENCE && !left.isEmpty(); i++) {
      Thread.sleep(100);
      left = left();
    }
    assertThat(left).as("threads that are left").isEmpty();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    assertThat(direct).as("bytes in direct buffers").isLessThan(MOST_DIRECT);
  }

  private Set<String> left() throws IOException {
    Set<String> now = threads();
    now.removeAll(before);
    return now;
  }

  /** Those of gRPC and ours, and of others what would keep the process alive. */
  private Set<String> threads() throws IOException {
    Set<String> threads = new TreeSet<>();
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (!each.isDaemon() || each.getName().matches("(?i).*(grpc|clouddrive|davit).*")) {
        threads.add("platform " + each.getName());
      }
    }
    Path dump = folder.resolve("threads.txt");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(
            dump.toAbsolutePath().toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    String virtual = "";
    for (String line : Files.readAllLines(dump)) {
      if (line.startsWith("#")) {
        virtual = line.contains(" virtual") ? line : "";
      } else if (!virtual.isEmpty() && line.matches(".*(dev\\.davit|io\\.grpc).*")) {
        threads.add("virtual " + virtual + line);
        virtual = "";
      }
    }
    return threads;
  }
}
