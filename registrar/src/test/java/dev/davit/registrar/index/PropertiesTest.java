package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories and questions, against a plain list. */
class PropertiesTest {
  private static final Instant START = Instant.parse("2026-05-20T02:00:00Z");
  private static final List<String> PATHS =
      List.of(
          "a.yaml", "b.yml", "c.json", "d.log", "e.log.1", "f.png", "g.jpg", "h.csv", "i.pdf",
          "j.md", "k", "l.zip");
  private static final List<String> TYPES =
      List.of("config", "log", "image", "document", "data", "yaml", "csv", "video");

  @TempDir Path folder;

  private static final class Track {
    final SessionIndex session;
    final ListModel model = new ListModel();
    final Map<String, FileId> ids = new HashMap<>();

    Track(SessionIndex session) {
      this.session = session;
    }

    void upload(String path, String content, Instant at, OptionalInt turn) {
      int seq = model.events.size() + 1;
      UploadRecord upload = UploadRecord.of("u" + seq, path, Fixture.sha(content), 1).withAt(at);
      FileHit hit =
          session.record(turn.isPresent() ? upload.withTurn(turn.getAsInt()) : upload).file();
      ids.put(path, hit.id());
      model.events.add(new ListModel.Event(seq, path, true, at.toEpochMilli(), turn, content));
    }

    void forget(String path) {
      if (ids.containsKey(path) && session.forget(ids.get(path))) {
        LoggedEvent logged = session.log(model.events.size(), 1).get(0);
        assertThat(logged.kind()).isEqualTo(LoggedEvent.Kind.DELETE);
        model.events.add(
            new ListModel.Event(
                (int) logged.seq(),
                path,
                false,
                logged.at().toEpochMilli(),
                OptionalInt.empty(),
                ""));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void answersAreThoseOfAPlainList(long seed) {
    Random random = new Random(seed);
    try (Fixture f = new Fixture(folder, START)) {
      List<Track> tracks =
          List.of(
              new Track(f.session),
              new Track(f.session(new Principal("bob"), Fixture.SHANGHAI, Locale.ROOT)));
      int turn = 1;
      for (int step = 0; step < 60; step++) {
        turn += random.nextInt(4) == 0 ? 1 : 0;
        f.clock.advance(Duration.ofSeconds(random.nextInt(200)));
        Track track = tracks.get(random.nextInt(2));
        change(track, random, f.clock.instant(), turn);
        for (int i = 0; i < 12; i++) {
          FileQuery query = question(random, f.clock.instant(), turn);
          assertThat(told(tracks.get(i % 2).session.list(query)))
              .as("seed %s, step %s: %s", seed, step, query)
              .isEqualTo(tracks.get(i % 2).model.answer(query, f.clock.instant()));
        }
      }
    }
  }

  private static void change(Track track, Random random, Instant now, int turn) {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    if (random.nextInt(6) == 0) {
      track.forget(path);
      return;
    }
    boolean late = random.nextInt(5) == 0;
    Instant at = late ? now.minusSeconds(random.nextInt(1000)) : now;
    OptionalInt its =
        random.nextInt(6) == 0
            ? OptionalInt.empty()
            : OptionalInt.of(late ? Math.max(0, turn - random.nextInt(3)) : turn);
    track.upload(path, "v" + random.nextInt(3), at, its);
  }

  private static FileQuery question(Random random, Instant now, int turn) {
    FileQueryBuilder query = FileQuery.builder().pageSize(100);
    Reference reference = Reference.values()[random.nextInt(Reference.values().length)];
    query.reference(reference);
    if (reference == Reference.NTH) {
      query.index((random.nextInt(4) + 1) * (random.nextBoolean() ? 1 : -1));
    }
    if (random.nextInt(3) == 0) {
      query.count(1 + random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      query.fileTypes(List.of(TYPES.get(random.nextInt(TYPES.size()))));
    }
    switch (random.nextInt(8)) {
      case 0 -> query.since(now.minusSeconds(random.nextInt(2000)));
      case 1 -> query.until(now.minusSeconds(random.nextInt(2000)));
      case 2 -> query.since(now.minusSeconds(1500)).until(now.minusSeconds(random.nextInt(1500)));
      case 3 -> query.turnFilter(random.nextInt(turn + 1));
      default -> {}
    }
    if (random.nextInt(3) > 0) {
      query.turn(Math.max(0, turn + 1 - random.nextInt(5)));
    }
    query.scope(Scope.values()[random.nextInt(3)]);
    return query.build();
  }

  private static String told(ListResult result) {
    String files =
        result.files().stream()
            .map(hit -> hit.path() + "@" + hit.version())
            .collect(Collectors.joining(" "));
    return result.status().word() + " of " + result.total() + (files.isEmpty() ? "" : ": " + files);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void pagesShowTheMomentOfTheFirst(long seed) {
    Random random = new Random(seed);
    try (Fixture f = new Fixture(folder, START)) {
      Track track = new Track(f.session);
      for (int i = 0; i < 40; i++) {
        f.clock.advance(Duration.ofSeconds(1));
        track.upload("f" + i + ".yaml", "1", f.clock.instant(), OptionalInt.of(i / 7));
      }
      for (FileQueryBuilder query :
          List.of(
              FileQuery.builder(),
              FileQuery.builder().turn(3),
              FileQuery.builder().reference(Reference.PREVIOUS).turn(6),
              FileQuery.builder().reference(Reference.LAST).count(17),
              FileQuery.builder().reference(Reference.FIRST).count(17).scope(Scope.SESSION),
              FileQuery.builder().fileTypes(List.of("config")),
              FileQuery.builder().since(START).until(f.clock.instant().minusSeconds(9)))) {
        walk(f, track, query, random);
      }
    }
  }

  /** Walks through pages while files come, change and go. */
  private static void walk(Fixture f, Track track, FileQueryBuilder query, Random random) {
    List<String> before = paths(track.session.list(query.pageSize(100).build()));
    Set<String> gone = new HashSet<>();
    List<String> walked = new ArrayList<>();
    ListResult page = track.session.list(query.pageSize(3).build());
    while (true) {
      walked.addAll(paths(page));
      if (page.nextCursor().isEmpty()) {
        break;
      }
      f.clock.advance(Duration.ofSeconds(1));
      String path = "f" + random.nextInt(60) + ".yaml";
      if (random.nextInt(3) == 0) {
        track.forget(path);
        gone.add(path);
      } else if (!gone.contains(path)) {
        track.upload(path, "v" + random.nextInt(100), f.clock.instant(), OptionalInt.of(6));
      }
      page = track.session.list(query.cursor(page.nextCursor().get()).build());
    }
    Set<String> expected = new LinkedHashSet<>(before);
    Set<String> unseen = new HashSet<>(before);
    walked.forEach(unseen::remove);
    unseen.forEach(file -> {
      assertThat(gone).as("missing").contains(file.substring(0, file.indexOf('@')));
      expected.remove(file);
    });
    assertThat(walked).containsExactlyElementsOf(expected);
  }

  private static List<String> paths(ListResult result) {
    return result.files().stream().map(hit -> hit.path() + "@" + hit.version()).toList();
  }
}
