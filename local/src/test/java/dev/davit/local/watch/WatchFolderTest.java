package dev.davit.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Why;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.WatchOptions;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Watch;
import dev.davit.core.usecase.WatchStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of this machine that is watched and lifted to another. */
@Timeout(120)
class WatchFolderTest {
  private WatchFixture watch;

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    watch = new WatchFixture(folder);
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
  }

  @Test
  void whatIsThereAndWhatComesIsLifted() throws Exception {
    watch.write("before", "1");
    watch.begin();
    watch.write("after", "2");
    watch.write("new/folder/of/three", "3");
    watch.awaitEqual();
    watch.write("before", "11");
    watch.awaitEqual();
    Summary summary = watch.end();
    assertThat(summary.ending()).isEqualTo(Summary.Ending.INTERRUPTED);
    assertThat(summary.counts().stored()).isEqualTo(4);
    assertThat(summary.counts().failed()).isZero();
  }

  @Test
  void aFileIsTakenWhenItsWriterIsDone() throws Exception {
    watch.begin(builder -> builder.settle(Duration.ZERO));
    Path file = watch.source.resolve("slow");
    try (OutputStream writer = Files.newOutputStream(file)) {
      for (int i = 0; i < 30; i++) {
        writer.write("0123456789".getBytes());
        writer.flush();
        Thread.sleep(100);
      }
      assertThat(watch.target.resolve("slow")).doesNotExist();
    }
    watch.awaitEqual();
    assertThat(watch.stored()).hasSize(1);
  }

  @Test
  void whatIsTouchedOrWrittenAgainIsNotSentAgain() throws Exception {
    Path file = watch.write("same", "content");
    watch.begin();
    watch.awaitEqual();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    watch.write("same", "content");
    watch.write("other", "x");
    watch.awaitEqual();
    watch.await(
        "both to be dealt with",
        () -> watch.events.stream().anyMatch(WatchFolderTest::isSameContent));
    assertThat(watch.stored()).hasSize(2);
  }

  private static boolean isSameContent(Event event) {
    return event instanceof Event.FileFinished(Outcome.Skipped skipped)
        && skipped.reason() == Outcome.SkipReason.SAME_CONTENT;
  }

  @Test
  void editorsThatSaveByRenameAreUnderstood() throws Exception {
    watch.write("letter.txt", "dear");
    watch.begin();
    watch.awaitEqual();
    Path aside = watch.write(".letter.txt.swp", "dear reader");
    Files.move(aside, watch.source.resolve("letter.txt"), StandardCopyOption.ATOMIC_MOVE);
    watch.await(
        "the new text",
        () -> Files.readString(watch.target.resolve("letter.txt")).equals("dear reader"));
    assertThat(watch.stored()).hasSize(2);
  }

  @Test
  void foldersThatAreRenamedAreFollowed() throws Exception {
    for (int i = 0; i < 20; i++) {
      watch.write("old/deep/" + i, "text " + i);
    }
    watch.begin(Watch.Builder::delete);
    watch.awaitEqual();
    Files.move(watch.source.resolve("old"), watch.source.resolve("renamed"));
    watch.awaitEqual();
    watch.write("renamed/deep/3", "changed");
    watch.write("renamed/deep/new", "new");
    watch.awaitEqual();
    assertThat(watch.status().removed()).isEqualTo(20);
  }

  @Test
  void aHardLinkAndAFolderThatMovesInAreSeen(@TempDir Path elsewhere) throws Exception {
    watch.write("a", "text");
    watch.begin();
    Files.createLink(watch.source.resolve("b"), watch.source.resolve("a"));
    Path made = Files.createDirectories(elsewhere.resolve("made/inner")).getParent();
    Files.writeString(made.resolve("inner/file"), "moved in");
    Files.move(made, watch.source.resolve("made"));
    watch.awaitEqual();
    assertThat(watch.stored()).hasSize(3);
  }

  @Test
  void nothingIsDeletedUnlessAskedFor() throws Exception {
    Path file = watch.write("a", "1");
    watch.begin();
    watch.awaitEqual();
    Files.delete(file);
    watch.write("b", "2");
    watch.await("b", () -> Files.exists(watch.target.resolve("b")));
    Thread.sleep(3_000); // longer than what vanished is waited for
    assertThat(watch.target.resolve("a")).hasContent("1");
  }

  @Test
  void deletesAreFollowedAndBounded() throws Exception {
    for (int i = 0; i < 10; i++) {
      watch.write("f" + i, "text");
    }
    watch.begin(builder -> builder.delete().maxDelete(4));
    watch.awaitEqual();
    for (int i = 0; i < 10; i++) {
      Files.delete(watch.source.resolve("f" + i));
    }
    watch.write("keep", "x");
    watch.await("removals", () -> watch.status().removed() == 4 && !watch.notices().isEmpty());
    assertThat(watch.notices().getFirst()).contains("more than 4 files vanished", "--max-delete");
    assertThat(WatchFixture.files(watch.target)).hasSize(7);
    watch.end();
    watch.events.clear();
    watch.begin(builder -> builder.delete().maxDelete(4));
    assertThat(watch.notices()).anySatisfy(n -> assertThat(n).contains("6 files vanished"));
    assertThat(WatchFixture.files(watch.target)).hasSize(7);
    watch.end();
    watch.begin(builder -> builder.delete().maxDelete(6));
    watch.awaitEqual();
  }

  @Test
  void aSourceThatVanishesIsWaitedForAndNothingIsDeleted() throws Exception {
    for (int i = 0; i < 5; i++) {
      watch.write("d/f" + i, "text" + i);
    }
    watch.begin(Watch.Builder::delete);
    watch.awaitEqual();
    Path away = watch.source.resolveSibling("away");
    Files.move(watch.source, away);
    watch.await("the loss", () -> watch.status().state() == WatchStatus.State.SOURCE_GONE);
    Files.createDirectory(watch.source); // as an unmounted folder looks
    watch.await("doubt", () -> watch.notices().stream().anyMatch(n -> n.contains("not mounted")));
    Files.delete(watch.source);
    watch.await("the loss", () -> watch.status().state() == WatchStatus.State.SOURCE_GONE);
    assertThat(WatchFixture.files(watch.target)).hasSize(5);
    Files.writeString(away.resolve("d/f5"), "made meanwhile");
    Files.move(away, watch.source);
    watch.awaitEqual();
    assertThat(watch.stored()).hasSize(6);
    assertThat(watch.notices()).filteredOn(n -> n.contains("is back")).hasSize(2);
  }

  @Test
  void sharesArePolled() throws Exception {
    watch.write("a", "1");
    watch.begin(b -> b.options(WatchOptions.polling(Duration.ofMillis(100))));
    watch.write("b/c", "2");
    watch.write("a", "11");
    watch.awaitEqual();
    Files.move(watch.source.resolve("b"), watch.source.resolve("d"));
    watch.await("d/c", () -> Files.exists(watch.target.resolve("d/c")));
  }

  @Test
  void anIgnoreFileThatChangesIsObeyed() throws Exception {
    watch.write(".davitignore", "*.log\nbuild/\n");
    watch.write("a.log", "1");
    watch.write("build/out", "2");
    watch.begin();
    watch.write("b.txt", "3");
    watch.await("b.txt", () -> Files.exists(watch.target.resolve("b.txt")));
    assertThat(watch.stored()).hasSize(1);
    watch.write(".davitignore", "nothing\n");
    watch.awaitEqual();
    watch.write("build/more", "4");
    watch.awaitEqual();
    assertThat(watch.stored()).hasSize(4);
  }

  @Test
  void manyChangesAtOnceArriveOnce() throws Exception {
    watch.begin();
    AtomicInteger made = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      watch.write("d" + i % 40 + "/f" + i, "text " + made.incrementAndGet());
    }
    watch.awaitEqual();
    assertThat(watch.stored()).hasSize(1_000);
    assertThat(watch.stored()).extracting(Outcome.Stored::why).containsOnly(Why.NEW);
    watch.await("calm", () -> watch.status().backlog() == 0);
    assertThat(watch.status().lag()).isZero();
    assertThat(watch.status().lastEvent()).isPresent();
  }

  @Test
  void aFileOrNothingCannotBeWatched() throws Exception {
    Files.delete(watch.source);
    assertThatThrownBy(
            () -> {
              watch.launch(b -> b);
              Summary unused = watch.ended();
            })
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("source");
    Files.writeString(watch.source, "a file");
    assertThatThrownBy(
            () -> {
              watch.launch(b -> b);
              Summary unused = watch.ended();
            })
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is a file");
  }
}
