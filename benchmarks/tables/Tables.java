import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints JMH's CSV as Markdown: a row for each thing measured, a column for each size, MB/s of 10^6
 * bytes, and the conditions.
 */
class Tables {
  private static final Map<String, String> JDK =
      Map.of("MD5", "MD5", "SHA1", "SHA-1", "SHA256", "SHA-256");

  public static void main(String[] args) throws IOException {
    Map<String, Map<Long, Double>> digests = new LinkedHashMap<>();
    Map<String, Map<Long, Double>> reads = new LinkedHashMap<>();
    List<String> header = List.of();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      List<String> cells =
          Arrays.stream(line.split(",", -1)).map(c -> c.replace("\"", "")).toList();
      if (header.isEmpty()) {
        header = cells;
        continue;
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      String benchmark = row.getOrDefault("Benchmark", "");
      if (!benchmark.endsWith(":megabytes")) {
        continue;
      }
      boolean read = benchmark.contains("ChunkedRead");
      long size = Long.parseLong(row.get(read ? "Param: chunk" : "Param: size"));
      (read ? reads : digests)
          .computeIfAbsent(name(benchmark, row), key -> new TreeMap<>())
          .put(size, Double.parseDouble(row.get("Score")));
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s, %s, %d processors, load %.1f at the end.%n",
        System.getProperty("java.runtime.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    print("Digests in one pass, MB/s by size of the content", digests);
    print("Reading a file in the page cache, MB/s by size of the chunk", reads);
    verdict(digests);
  }

  private static String name(String benchmark, Map<String, String> row) {
    if (benchmark.contains("together")) {
      return row.get("Param: together").replace("+", " + ");
    }
    if (benchmark.contains("baseline")) {
      return "JDK " + row.get("Param: name");
    }
    return benchmark.contains("eightTables")
        ? "CRC-64 by eight tables"
        : benchmark.contains("plain") ? "plain FileChannel" : "Davit's reading";
  }

  private static void print(String title, Map<String, Map<Long, Double>> rows) {
    Set<Long> sizes = new LinkedHashSet<>();
    rows.values().forEach(row -> sizes.addAll(row.keySet()));
    List<String> head = new ArrayList<>();
    sizes.forEach(size -> head.add(size < 1 << 20 ? size / 1024 + " KiB" : (size >> 20) + " MiB"));
    System.out.printf(
        "%n| %s | %s |%n|---|%s%n", title, String.join(" | ", head), "---:|".repeat(head.size()));
    rows.forEach((name, row) -> {
      List<String> cells = new ArrayList<>();
      sizes.forEach(size ->
          cells.add(
              row.containsKey(size) ? String.format(Locale.ROOT, "%,.0f", row.get(size)) : ""));
      System.out.printf("| %s | %s |%n", name, String.join(" | ", cells));
    });
  }

  /** The targets: at most a tenth slower than the slowest member alone, where the JDK has it. */
  private static void verdict(Map<String, Map<Long, Double>> digests) {
    System.out.printf(
        "%n| together, at 64 MiB | slowest member of the JDK, MB/s | of that |%n|---|---:|---:|%n");
    digests.forEach((name, row) -> {
      double slowest =
          Arrays.stream(name.split(" \\+ "))
              .filter(JDK::containsKey)
              .map(member -> digests.getOrDefault("JDK " + JDK.get(member), Map.of()).get(1L << 26))
              .filter(speed -> speed != null)
              .mapToDouble(Double::doubleValue)
              .min()
              .orElse(0);
      if (slowest > 0 && row.containsKey(1L << 26)) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %,.0f | %.0f %% |%n",
            name,
            slowest,
            100 * row.get(1L << 26) / slowest);
      }
    });
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.replaceFirst(".*: ", ""))
          .findFirst()
          .orElse("?");
    }
  }
}
