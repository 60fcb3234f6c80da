package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.cli.ChildDavit.Ended;
import dev.davit.testkit.server.taskfile.TaskFileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch registers what is there, what changes, and what could not be registered at once. */
class RegistrationWatchTest {
  private static final int PATIENCE = 60_000;

  @TempDir Path temp;

  @Test
  void whatChangesIsRegisteredOnceItIsQuiet() throws Exception {
    Path workspace = Files.createDirectories(temp.resolve("workspace"));
    Files.writeString(workspace.resolve("a"), "1");
    ChildDavit davit = new ChildDavit(temp);
    try (TaskFileServer server = TaskFileServer.start()) {
      Process watch =
          davit.start(
              "watch",
              "--task-id=1",
              "--register-url=" + server.base(),
              "--register-every=200ms",
              "--register-quiet=100ms",
              "workspace",
              "local:store");
      await(server, Map.of("a", 1), watch, davit);
      server.server().stopListening();
      Files.writeString(workspace.resolve("b"), "2");
      while (!Files.exists(temp.resolve("store/b"))) {
        assertThat(watch.isAlive()).as(davit.err()).isTrue();
        Thread.sleep(20);
      }
      server.server().resumeListening();
      await(server, Map.of("a", 1, "b", 1), watch, davit);
      watch.destroy();
      Ended ended = davit.end(watch);
      assertThat(ended.status()).as(ended.err()).isEqualTo(143);
      assertThat(server.surprises()).isEmpty();
    }
  }

  private static void await(
      TaskFileServer server, Map<String, Integer> registered, Process watch, ChildDavit davit)
      throws InterruptedException, IOException {
    for (int waited = 0; !server.registered().equals(registered); waited += 20) {
      assertThat(waited)
          .as(() -> "registered by now: " + server.registered() + davit.err())
          .isLessThan(PATIENCE);
      assertThat(watch.isAlive()).as(davit.err()).isTrue();
      Thread.sleep(20);
    }
  }
}
