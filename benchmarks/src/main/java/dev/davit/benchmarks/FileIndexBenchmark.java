package dev.davit.benchmarks;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.FileQueryBuilder;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.ResolveContext;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.TimeRange;
import dev.davit.registrar.index.UploadRecord;
import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures the session index with a million files in one session: {@code FileIndexBenchmark FOLDER
 * [FILES]}.
 */
public final class FileIndexBenchmark {
  private static final Instant NOW = Instant.parse("2026-05-20T02:00:00Z");
  private static final int BATCH = 500;
  private static final int WRITERS = 64;
  private static final int MILLIS_APART = 2_000;
  private static final List<String> WORDS =
      List.of("训练", "模型", "数据", "报告", "日志", "report", "model", "data", "run", "page");
  private static final List<String> ENDINGS =
      List.of("yaml", "log", "jpg", "pdf", "csv", "bin", "txt", "json");

  private static final long WARM_UP = 2_000_000_000L;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private final SessionIndex session;
  private final int files;

  private FileIndexBenchmark(SessionIndex session, int files) {
    this.session = session;
    this.files = files;
  }

  /** Fills an index and prints what questions cost. */
  public static void main(String[] args) throws Exception {
    int files = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Path folder = Files.createTempDirectory(Path.of(args[0]), "index");
    Principal who = new Principal("bench");
    try (SqliteFileIndex index =
        SqliteFileIndex.open(folder.resolve("index.db"), Clock.fixed(NOW, ZoneOffset.UTC))) {
      SessionIndex session =
          index.session(who, index.open(who, ZoneId.of("Asia/Shanghai"), Locale.ROOT).handle());
      FileIndexBenchmark benchmark = new FileIndexBenchmark(session, files);
      benchmark.fill();
      System.out.printf(
          "%,d files, database %,d MiB%n", files, Files.size(folder.resolve("index.db")) >> 20);
      benchmark.ask();
    }
  }

  private static String name(Random random, int i) {
    // 配置 is in 1 of 100 names, 截图 in 1 of 1,000, 训练 and its like in 1 of 10.
    String rare = i % 1000 == 7 ? "截图" : i % 100 == 3 ? "配置" : "";
    return WORDS.get(random.nextInt(WORDS.size()))
        + rare
        + "_"
        + i
        + "."
        + ENDINGS.get(random.nextInt(ENDINGS.size()));
  }

  private void fill() {
    Random random = new Random(1);
    long start = System.nanoTime();
    long busy = THREAD.getCurrentThreadCpuTime();
    int singles = Math.min(20_000, files / 10);
    List<UploadRecord> batch = new ArrayList<>();
    for (int i = 0; i < files - singles; i++) {
      batch.add(upload(random, i));
      if (batch.size() == BATCH || i == files - singles - 1) {
        session.record(batch);
        batch.clear();
      }
    }
    printRate("record, batches of " + BATCH, files - singles, start);
    double seconds = (THREAD.getCurrentThreadCpuTime() - busy) / 1e9;
    System.out.printf("%-44s %,10.0f /s%n", "  by processor time", (files - singles) / seconds);
    start = System.nanoTime();
    int alone = singles / 4;
    for (int i = files - singles; i < files - singles + alone; i++) {
      session.record(upload(random, i));
    }
    printRate("record, one by one, each durable", alone, start);
    List<UploadRecord> rest = new ArrayList<>();
    for (int i = files - singles + alone; i < files; i++) {
      rest.add(upload(random, i));
    }
    start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      rest.forEach(one -> threads.execute(() -> session.record(one)));
    }
    printRate("record, " + WRITERS + " threads, each durable", rest.size(), start);
  }

  private UploadRecord upload(Random random, int i) {
    return UploadRecord.of(
            "u" + i,
            "dir" + i % 1000 + "/" + name(random, i),
            String.format(Locale.ROOT, "%064x", i),
            i)
        .withObject("s3://bucket", "key" + i)
        .withTurn(i / 1000)
        .withAt(NOW.minusMillis((long) (files - i) * MILLIS_APART));
  }

  private static void printRate(String what, int count, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-44s %,10.0f /s%n", what, count / seconds);
  }

  private void ask() {
    int turn = files / 1000;
    print("newest 20", 5_000, () -> session.list(query().build()));
    print("newest 20, turn known", 5_000, () -> session.list(query().turn(turn).build()));
    print("newest 20 of a family", 5_000, () -> session.list(types("config").build()));
    print("newest 20 of code (none)", 5_000, () -> session.list(types("code").build()));
    print(
        "type + last 5 minutes",
        5_000,
        () -> session.list(types("log").timeRange(TimeRange.RECENT).build()));
    print(
        "type + 5 minutes long ago",
        5_000,
        () ->
            session.list(
                types("log")
                    .since(NOW.minusSeconds(files))
                    .until(NOW.minusSeconds(files - 300))
                    .build()));
    print(
        "previous, turn known",
        1_000,
        () -> session.list(query().reference(Reference.PREVIOUS).turn(turn).build()));
    print(
        "the third image",
        1_000,
        () -> session.list(types("image").reference(Reference.NTH).index(3).build()));
    print(
        "resolve 对比这两个配置文件",
        1_000,
        () -> session.resolve("对比这两个配置文件", ResolveContext.atTurn(turn)));
    print(
        "resolve with a date, 60 characters",
        1_000,
        () ->
            session.resolve(
                "please summarize the three newest logs that I uploaded before 9am",
                ResolveContext.atTurn(turn)));
    for (String text : List.of("截图", "配置", "训练", "页", "report", "配置 yaml")) {
      long total = session.search(text, query().build()).total();
      print(
          "search " + text + ", " + total + " hits",
          30,
          () -> session.search(text, query().build()));
    }
    print(
        "search 配置, type and day",
        30,
        () -> session.search("配置", types("log").since(NOW.minusSeconds(86_400)).build()));
  }

  private static FileQueryBuilder query() {
    return FileQuery.builder();
  }

  private static FileQueryBuilder types(String type) {
    return query().fileTypes(List.of(type));
  }

  private static void print(String what, int times, Runnable question) {
    long started = System.nanoTime();
    for (int i = 0; i < Math.min(times, 500) && System.nanoTime() - started < WARM_UP; i++) {
      question.run();
    }
    long[] nanos = new long[times];
    long[] cpu = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      long busy = THREAD.getCurrentThreadCpuTime();
      question.run();
      cpu[i] = THREAD.getCurrentThreadCpuTime() - busy;
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    Arrays.sort(cpu);
    System.out.printf(
        "%-44s p50 %8.3f ms   p99 %8.3f ms   processor p50 %8.3f ms   p99 %8.3f ms%n",
        what,
        nanos[times / 2] / 1e6,
        nanos[times * 99 / 100] / 1e6,
        cpu[times / 2] / 1e6,
        cpu[times * 99 / 100] / 1e6);
  }
}
