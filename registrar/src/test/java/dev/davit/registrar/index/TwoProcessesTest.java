package dev.davit.registrar.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An uploader and a server on one database. */
class TwoProcessesTest {
  private static final int UPLOADS = 150;

  @TempDir Path folder;

  /** Records from a process of its own: file, session, name. Opens anew now and then. */
  static final class Uploader {
    public static void main(String[] args) throws Exception {
      SessionHandle handle = new SessionHandle(args[1]);
      for (int i = 0; i < UPLOADS; ) {
        try (SqliteFileIndex index = SqliteFileIndex.open(Path.of(args[0]), Clock.systemUTC())) {
          SessionIndex session = index.session(Fixture.ALICE, handle);
          for (int n = 0; n < 50; n++, i++) {
            String name = args[2] + i;
            session.record(UploadRecord.of(name, name + ".log", Fixture.sha(name), i));
            session.list(FileQuery.builder().build());
          }
        }
      }
    }
  }

  @Test
  void whatOneRecordsTheOtherSees() throws Exception {
    Path file = folder.resolve("index.db");
    try (SqliteFileIndex index = SqliteFileIndex.open(file, Clock.systemUTC())) {
      SessionHandle handle = index.open(Fixture.ALICE, Fixture.SHANGHAI, Locale.ROOT).handle();
      SessionIndex session = index.session(Fixture.ALICE, handle);
      List<Process> uploaders = List.of(start(file, handle, "one-"), start(file, handle, "two-"));
      long seen = 0;
      for (int i = 0; i < UPLOADS; i++) {
        session.record(UploadRecord.of("mine" + i, "mine" + i, Fixture.sha("m" + i), i));
        long total = session.list(FileQuery.builder().build()).total();
        assertThat(total).isGreaterThan(seen);
        seen = total;
      }
      for (Process uploader : uploaders) {
        boolean ended = uploader.waitFor(5, TimeUnit.MINUTES);
        uploader.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(uploader.exitValue()).as(() -> text(uploader)).isZero();
      }
      assertThat(session.list(FileQuery.builder().build()).total()).isEqualTo(3L * UPLOADS);
      List<Long> numbers =
          session.log(0, 4 * UPLOADS).stream().map(LoggedEvent::seq).sorted().toList();
      List<Long> expected = new ArrayList<>();
      for (long i = 1; i <= 3L * UPLOADS; i++) {
        expected.add(i);
      }
      assertThat(numbers).isEqualTo(expected);
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private static Process start(Path file, SessionHandle handle, String name) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Uploader.class.getName(),
            file.toString(),
            handle.value(),
            name)
        .redirectErrorStream(true)
        .start();
  }
}
