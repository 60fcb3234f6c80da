package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, deletions, focus, isolation, outcomes: one rule each. */
class SemanticsTest {
  private static final Instant NOW = Instant.parse("2026-05-20T02:00:00Z");

  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() {
    f = new Fixture(folder, NOW);
  }

  @AfterEach
  void close() {
    f.close();
  }

  private FileHit put(String label, String path, String content, int minutesAgo, int turn) {
    return f.put(label, path, content, NOW.minus(Duration.ofMinutes(minutesAgo)), turn);
  }

  private FileHit put(String label, String path, int minutesAgo, int turn) {
    return put(label, path, label, minutesAgo, turn);
  }

  private static FileQueryBuilder query() {
    return FileQuery.builder();
  }

  private static FileQueryBuilder query(Reference reference) {
    return FileQuery.builder().reference(reference);
  }

  @Test
  void otherContentIsANewVersionAndTheSameContentIsNot() {
    assertThat(put("a", "a.txt", "one", 9, 1).version()).isEqualTo(1);
    assertThat(put("a", "a.txt", "one", 8, 2).version()).isEqualTo(1);
    assertThat(put("a", "a.txt", "two", 7, 3).version()).isEqualTo(2);
    assertThat(put("a", "a.txt", "one", 6, 4).version()).isEqualTo(3);
  }

  @Test
  void aDuplicateIsRecentAgain() {
    put("a", "a.txt", "one", 9, -1);
    put("b", "b.txt", 8, -1);
    put("a", "a.txt", "one", 7, -1);
    assertThat(f.list(query())).isEqualTo("ok a b");
    assertThat(f.list(query(Reference.FIRST))).isEqualTo("ok a");
  }

  @Test
  void anUploadIdCountsOnce() {
    UploadRecord upload = UploadRecord.of("id", "a.txt", Fixture.sha("a"), 1).withAt(NOW);
    Recorded first = f.session.record(upload);
    Recorded again = f.session.record(UploadRecord.of("id", "other.txt", Fixture.sha("b"), 2));
    assertThat(first.duplicate()).isFalse();
    assertThat(again).isEqualTo(new Recorded(first.file(), true));
    assertThat(f.session.log(0, 10)).hasSize(1);
  }

  @Test
  void aWindowFindsTheVersionThatWasUploadedInIt() {
    put("a", "a.txt", "one", 300, 1);
    put("a", "a.txt", "two", 10, 2);
    FileQueryBuilder hourAgo =
        query().since(NOW.minus(Duration.ofHours(6))).until(NOW.minus(Duration.ofHours(1)));
    assertThat(f.list(hourAgo)).isEqualTo("ok a@1");
    assertThat(f.list(query().turnFilter(1))).isEqualTo("ok a@1");
    assertThat(f.list(query().turnFilter(2))).isEqualTo("ok a");
    assertThat(f.list(query().version(VersionSelector.PREVIOUS))).isEqualTo("ok a@1");
    assertThat(f.list(query().version(VersionSelector.number(3)))).isEqualTo("none");
    assertThat(f.say("a.txt的上一个版本", ResolveContext.unknown())).isEqualTo("ok a@1");
    assertThat(f.say("the previous version of this file", ResolveContext.unknown()))
        .isEqualTo("ok a@1");
    assertThat(f.say("v1 of a.txt", ResolveContext.unknown())).isEqualTo("ok a@1");
    assertThat(f.say("a.txt 第二版", ResolveContext.unknown())).isEqualTo("ok a");
  }

  @Test
  void whatIsDeliveredLateTakesItsPlaceInTime() {
    put("a", "a.txt", "two", 5, 2);
    put("a", "a.txt", "one", 50, 1);
    GetResult.Found head = (GetResult.Found) f.session.get(f.id("a"), VersionSelector.HEAD);
    assertThat(head.file().version()).isEqualTo(2);
    assertThat(head.file().turn()).hasValue(2);
    assertThat(f.list(query().turnFilter(1))).isEqualTo("ok a@1");
  }

  @Test
  void aDeletedFileIsNowhereUntilItIsUploadedAgain() {
    FileHit a = put("a", "a.txt", "one", 9, -1);
    put("b", "b.txt", 8, -1);
    assertThat(f.session.forget(a.id())).isTrue();
    assertThat(f.session.forget(a.id())).isFalse();
    assertThat(f.list(query())).isEqualTo("ok b");
    assertThat(f.session.search("a.txt", query().build()).files()).isEmpty();
    assertThat(f.session.get(a.id(), VersionSelector.HEAD)).isEqualTo(new GetResult.Deleted());
    assertThat(f.session.list(query().names(List.of("A.TXT")).build()).reason())
        .contains(Reason.DELETED);
    f.clock.advance(Duration.ofMinutes(1));
    FileHit back = f.put("a", "a.txt", "two", f.clock.instant(), -1);
    assertThat(back.id()).isEqualTo(a.id());
    assertThat(back.version()).isEqualTo(2);
    assertThat(f.list(query())).isEqualTo("ok a b");
    assertThat(f.session.search("a.txt", query().build()).total()).isEqualTo(1);
  }

  @Test
  void anUploadThatIsDeliveredAfterItsDeletionStaysDeleted() {
    FileHit a = put("a", "a.txt", "one", 9, -1);
    f.session.forget(a.id());
    put("a", "a.txt", "two", 5, -1);
    assertThat(f.list(query())).isEqualTo("none");
    assertThat(f.session.list(query().build()).reason()).contains(Reason.EMPTY_SESSION);
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeNewFilesOld() {
    f.session.record(UploadRecord.of("1", "a.txt", Fixture.sha("a"), 1));
    f.clock.advance(Duration.ofHours(-1));
    f.session.record(UploadRecord.of("2", "b.txt", Fixture.sha("b"), 1));
    assertThat(f.session.list(query(Reference.THIS).build()).files().get(0).name())
        .isEqualTo("b.txt");
  }

  @Test
  void laterTurnsAreNotSeen() {
    put("a", "a.txt", "one", 9, 1);
    put("b", "b.txt", 8, 2);
    put("a", "a.txt", "two", 7, 3);
    assertThat(f.list(query().turn(2))).isEqualTo("ok b a");
    assertThat(f.list(query().turn(1))).isEqualTo("ok a");
    ListResult past = f.session.list(query().turn(2).build());
    assertThat(past.files().get(1).headVersion()).isEqualTo(1);
    assertThat(past.total()).isEqualTo(2);
    assertThat(f.list(query().turn(3))).isEqualTo("ok a b");
  }

  @Test
  void focusEndsWithTimeUnlessTheTurnIsFresh() {
    put("a", "a.txt", 9, 1);
    put("b", "b.txt", 9, 1);
    assertThat(f.session.list(query().turn(2).build()).focus())
        .containsExactly(f.id("b"), f.id("a"));
    assertThat(f.session.list(query().turn(3).build()).focus()).isEmpty();
    assertThat(f.session.list(query().build()).focus()).containsExactly(f.id("b"));
    put("c", "c.txt", 5, 1);
    assertThat(f.session.list(query().turn(3).build()).focus())
        .containsExactly(f.id("c"), f.id("b"), f.id("a"));
  }

  @Test
  void focusDoesNotDependOnTheType() {
    put("a", "a.log", 30, 1);
    put("b", "b.yaml", 1, 5);
    ListResult logs =
        f.session.list(query(Reference.PREVIOUS).fileTypes(List.of("log")).turn(5).build());
    assertThat(logs.focus()).containsExactly(f.id("b"));
    assertThat(f.labels(logs.files())).isEqualTo("a");
  }

  @Test
  void deicticWordsFallBackAndSaySo() {
    put("a", "a.txt", 1, 4);
    ListResult that = f.session.list(query(Reference.THAT).turn(4).build());
    assertThat(f.labels(that.files())).isEqualTo("a");
    assertThat(that.relaxed()).containsExactly("that");
    assertThat(that.status()).isEqualTo(Status.OK);
    ListResult previous = f.session.list(query(Reference.PREVIOUS).turn(4).build());
    assertThat(previous.relaxed()).containsExactly("previous");
    ListResult other = f.session.list(query(Reference.OTHER).turn(4).build());
    assertThat(other.reason()).contains(Reason.NO_OTHER);
    assertThat(f.labels(other.suggestions())).isEqualTo("a");
  }

  @Test
  void thoseAreTheBatchOfAnEarlierTurn() {
    put("a", "a.txt", 3, 4);
    put("b", "b.txt", 3, 4);
    put("c", "c.txt", 3, 4);
    assertThat(f.list(query(Reference.THOSE).turn(5))).isEqualTo("ok c b a");
    assertThat(f.list(query(Reference.THESE).turn(4))).isEqualTo("ok c b a");
    assertThat(f.list(query(Reference.THOSE).turn(5).count(2))).isEqualTo("ok c b");
    assertThat(f.list(query(Reference.NTH).index(2).turn(5))).isEqualTo("ok b");
    assertThat(f.list(query(Reference.NTH).index(-1).turn(5))).isEqualTo("ok c");
  }

  @Test
  void countingStartsInTheBatchIfThatIsEnough() {
    put("old", "old.txt", 60, 1);
    put("a", "a.txt", 3, 4);
    put("b", "b.txt", 3, 4);
    assertThat(f.list(query(Reference.FIRST).turn(5))).isEqualTo("ok a");
    assertThat(f.list(query(Reference.NTH).index(2).turn(5))).isEqualTo("ok b");
    assertThat(f.list(query(Reference.NTH).index(3).turn(5))).isEqualTo("ok b");
    assertThat(f.list(query(Reference.FIRST).turn(5).scope(Scope.SESSION))).isEqualTo("ok old");
    assertThat(f.list(query(Reference.NTH).index(3).turn(5).scope(Scope.FOCUS))).isEqualTo("none");
    assertThat(f.say("我上传的第一个文件", ResolveContext.atTurn(5))).isEqualTo("ok old");
    assertThat(f.say("第一个文件", ResolveContext.atTurn(5))).isEqualTo("ok a");
  }

  @Test
  void aReUploadDoesNotChangeWhichWasFirst() {
    put("a", "a.txt", "one", 9, -1);
    put("b", "b.txt", 8, -1);
    put("a", "a.txt", "two", 7, -1);
    assertThat(f.list(query(Reference.FIRST).count(2))).isEqualTo("ok a b");
    assertThat(f.list(query(Reference.LAST))).isEqualTo("ok a");
    FileQueryBuilder sinceB = query(Reference.FIRST).since(NOW.minus(Duration.ofMinutes(8)));
    assertThat(f.list(sinceB)).isEqualTo("ok b");
  }

  @Test
  void countsThatAreNotMetArePartial() {
    put("a", "a.yaml", 9, -1);
    assertThat(f.list(query(Reference.THESE).count(3))).isEqualTo("partial a");
    assertThat(f.list(query(Reference.THESE))).isEqualTo("ok a");
    assertThat(f.list(query().names(List.of("a.yaml", "b.yaml")))).isEqualTo("partial a");
    assertThat(f.list(query(Reference.NTH).index(2))).isEqualTo("none");
    assertThatThrownBy(() -> query(Reference.NTH).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query(Reference.NTH).index(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rotatedLogsAreLogs() {
    put("1", "app.log.1", 9, -1);
    put("2", "app.log.2026-11-20", 8, -1);
    put("3", "app.log.gz", 7, -1);
    put("4", "logs/APP.LOG", 6, -1);
    put("5", "catalog", 5, -1);
    put("6", "x.out", 4, -1);
    assertThat(f.list(query().fileTypes(List.of("log")))).isEqualTo("ok 6 4 3 2 1");
    assertThat(f.list(query().fileTypes(List.of(".LOG")))).isEqualTo("ok 4 3 2 1");
  }

  @Test
  void spellingsOfAnExtensionAreOne() {
    put("1", "a.yml", 9, -1);
    put("2", "b.YAML", 8, -1);
    put("3", "c.JPEG", 7, -1);
    put("4", "d.json", 6, -1);
    assertThat(f.list(query().fileTypes(List.of("yaml")))).isEqualTo("ok 2 1");
    assertThat(f.list(query().fileTypes(List.of(".jpg")))).isEqualTo("ok 3");
    assertThat(f.list(query().fileTypes(List.of("data")))).isEqualTo("ok 4");
    assertThat(f.list(query().fileTypes(List.of("config")))).isEqualTo("ok 4 2 1");
    assertThat(f.list(query().fileTypes(List.of("json", "image")))).isEqualTo("ok 4 3");
  }

  @Test
  void suggestionsDropFiltersOneAfterAnother() {
    put("a", "a.log", 600, 1);
    put("b", "b.yaml", 9, 2);
    ListResult none =
        f.session.list(query().fileTypes(List.of("log")).timeRange(TimeRange.RECENT).build());
    assertThat(none.reason()).contains(Reason.NO_MATCH);
    assertThat(f.labels(none.suggestions())).isEqualTo("a");
    ListResult unknown = f.session.list(query().names(List.of("c.txt")).build());
    assertThat(unknown.reason()).contains(Reason.UNKNOWN_NAME);
    assertThat(f.labels(unknown.suggestions())).isEqualTo("b a");
  }

  @Test
  void anEmptySessionSaysSo() {
    ListResult none = f.session.list(query(Reference.THIS).build());
    assertThat(none.status()).isEqualTo(Status.NONE);
    assertThat(none.reason()).contains(Reason.EMPTY_SESSION);
  }

  @Test
  void sessionsAndPrincipalsDoNotSeeEachOther() throws Exception {
    FileHit a = put("a", "配置.yaml", 9, 1);
    Principal bob = new Principal("bob");
    SessionIndex bobs = f.session(bob, Fixture.SHANGHAI, Locale.ROOT);
    SessionIndex second = f.session(Fixture.ALICE, Fixture.SHANGHAI, Locale.ROOT);
    for (SessionIndex other : List.of(bobs, second)) {
      assertThat(other.list(query().build()).total()).isZero();
      assertThat(other.search("配置", query().build()).total()).isZero();
      assertThat(other.get(a.id(), VersionSelector.HEAD)).isEqualTo(new GetResult.NotFound());
      assertThat(other.forget(a.id())).isFalse();
      assertThat(other.log(0, 10)).isEmpty();
      assertThat(other.links(a.id())).isEmpty();
      assertThatThrownBy(() -> other.link(a.id(), 1, 1, Relation.MENTIONED))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> f.index.session(bob, f.session.handle()))
        .isInstanceOf(SessionNotFoundException.class)
        .hasMessage("session_not_found");
    assertThatThrownBy(() -> f.index.session(bob, new SessionHandle("s00")))
        .isInstanceOf(SessionNotFoundException.class)
        .hasMessage("session_not_found");
  }

  @Test
  void sessionsEndThirtyDaysAfterTheirLastUse() throws Exception {
    SessionHandle handle = f.session.handle();
    f.clock.advance(Duration.ofDays(29));
    f.index.session(Fixture.ALICE, handle);
    f.clock.advance(Duration.ofDays(29));
    f.index.session(Fixture.ALICE, handle);
    f.clock.advance(Duration.ofDays(30));
    assertThatThrownBy(() -> f.index.session(Fixture.ALICE, handle))
        .isInstanceOf(SessionNotFoundException.class);
  }

  @Test
  void daysAreThoseOfTheZone() {
    // In New York clocks went forward on 2026-03-08: that day has 23 hours.
    ZoneId newYork = ZoneId.of("America/New_York");
    try (Fixture ny =
        new Fixture(
            folder.resolve("ny"), Instant.parse("2026-03-09T15:00:00Z"), newYork, Locale.ROOT)) {
      ny.put("before", "1.txt", "1", Instant.parse("2026-03-08T04:59:59.999Z"), -1);
      ny.put("start", "2.txt", "2", Instant.parse("2026-03-08T05:00:00Z"), -1);
      ny.put("end", "3.txt", "3", Instant.parse("2026-03-09T03:59:59.999Z"), -1);
      ny.put("after", "4.txt", "4", Instant.parse("2026-03-09T04:00:00Z"), -1);
      assertThat(ny.list(query().timeRange(TimeRange.YESTERDAY))).isEqualTo("ok end start");
      assertThat(ny.list(query().timeRange(TimeRange.TODAY))).isEqualTo("ok after");
      assertThat(ny.list(query().timeRange(TimeRange.THIS_WEEK))).isEqualTo("ok after");
      assertThat(ny.list(query().timeRange(TimeRange.LAST_WEEK))).isEqualTo("ok end start before");
    }
  }

  @Test
  void theBoundaryOfRecentCounts() {
    f.put("in", "1.txt", "1", NOW.minus(Duration.ofMinutes(5)), -1);
    f.put("out", "2.txt", "2", NOW.minus(Duration.ofMinutes(5)).minusMillis(1), -1);
    f.put("now", "3.txt", "3", NOW, -1);
    f.put("future", "4.txt", "4", NOW.plusMillis(1), -1);
    assertThat(f.list(query().timeRange(TimeRange.RECENT))).isEqualTo("ok now in");
  }

  @Test
  void pathsHaveOneSpelling() {
    FileHit a = put("a", "./conf//Résumé.pdf", "1", 9, -1);
    FileHit same = put("a", "conf\\x\\..\\Re\u0301sume\u0301.pdf", "2", 8, -1);
    assertThat(same.id()).isEqualTo(a.id());
    assertThat(same.path()).isEqualTo("conf/Résumé.pdf");
    assertThat(f.list(query().names(List.of("RÉSUMÉ.PDF")))).isEqualTo("ok a");
    assertThatThrownBy(() -> put("x", "../x", 1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put("x", "/", 1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linksAreKeptByTurn() {
    FileHit a = put("a", "a.txt", 9, 1);
    f.session.link(a.id(), 1, 2, Relation.REFERENCED);
    f.session.link(a.id(), 1, 2, Relation.REFERENCED);
    f.session.link(a.id(), 1, 1, Relation.ATTACHED);
    assertThat(f.session.links(a.id()))
        .extracting(TurnLink::turn, TurnLink::relation)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, Relation.ATTACHED),
            org.assertj.core.groups.Tuple.tuple(2, Relation.REFERENCED));
  }

  @Test
  void onlyTheOwnerCanReadTheFiles() throws Exception {
    put("a", "a.txt", 9, 1);
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(2);
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }
}
