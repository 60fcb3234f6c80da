package dev.davit.registrar.index;

import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A session with files that have short names in tests. */
public final class Fixture implements AutoCloseable {
  public static final Principal ALICE = new Principal("alice");
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  public final TestClock clock;
  public final SqliteFileIndex index;
  public final SessionIndex session;
  private final Map<FileId, String> labels = new HashMap<>();
  private final Map<String, FileId> ids = new HashMap<>();
  private int uploads;

  public Fixture(Path folder, Instant now) {
    this(folder, now, SHANGHAI, Locale.ROOT);
  }

  public Fixture(Path folder, Instant now, ZoneId zone, Locale locale) {
    clock = new TestClock(now);
    index = SqliteFileIndex.open(folder.resolve("index.db"), clock, new Random(7));
    session = session(ALICE, zone, locale);
  }

  public SessionIndex session(Principal who, ZoneId zone, Locale locale) {
    try {
      return index.session(who, index.open(who, zone, locale).handle());
    } catch (SessionNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The example of the specification: six files over four days, asked in turn 7. */
  public static Fixture example(Path folder) {
    return example(folder, Locale.ROOT);
  }

  public static Fixture example(Path folder, Locale locale) {
    Fixture fixture = new Fixture(folder, time("2026-05-20T10:02:00+08:00"), SHANGHAI, locale);
    fixture.put("P1", "spec.docx", "2026-05-17T15:00:00+08:00", 1);
    fixture.put("P2", "server.log", "2026-05-19T16:00:00+08:00", 2);
    fixture.put("P3", "app.toml", "2026-05-20T09:00:00+08:00", 3);
    fixture.put("P4", "cat.jpg", "2026-05-20T09:58:00+08:00", 5);
    fixture.put("P5", "dog.jpg", "2026-05-20T09:58:00+08:00", 5);
    fixture.put("P6", "db.yml", "2026-05-20T10:01:00+08:00", 6);
    return fixture;
  }

  public static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  public FileHit put(String label, String path, String at, int turn) {
    return put(label, path, label, time(at), turn);
  }

  /** Uploads; the content's digest is made of a word. A negative turn is unknown. */
  public FileHit put(String label, String path, String content, Instant at, int turn) {
    UploadRecord upload =
        UploadRecord.of("upload-" + uploads++, path, sha(content), content.length()).withAt(at);
    FileHit hit = session.record(turn < 0 ? upload : upload.withTurn(turn)).file();
    labels.put(hit.id(), label);
    ids.put(label, hit.id());
    return hit;
  }

  public static String sha(String content) {
    String hex =
        HexFormat.of().formatHex(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return (hex + "0".repeat(64)).substring(0, 64);
  }

  public FileId id(String label) {
    return ids.get(label);
  }

  /** Returns the labels of files; a superseded version is marked. */
  public String labels(List<FileHit> hits) {
    return hits.stream()
        .map(hit -> labels.get(hit.id()) + (hit.superseded() ? "@" + hit.version() : ""))
        .collect(Collectors.joining(" "));
  }

  /** Returns what words mean, as {@code status: files; status: files}. */
  public String say(String words, ResolveContext context) {
    ResolveResult result = session.resolve(words, context);
    if (result.results().isEmpty()) {
      return "no_reference";
    }
    List<String> answers = new ArrayList<>();
    for (ListResult one : result.results()) {
      answers.add((one.status().word() + " " + labels(one.files())).strip());
    }
    return String.join("; ", answers);
  }

  public String list(FileQueryBuilder query) {
    ListResult result = session.list(query.build());
    return (result.status().word() + " " + labels(result.files())).strip();
  }

  @Override
  public void close() {
    index.close();
  }
}
