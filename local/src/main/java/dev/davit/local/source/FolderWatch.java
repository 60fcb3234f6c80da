package dev.davit.local.source;

import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.Machine.Notices;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.WatchOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Begins to watch folders, in the best way there is. */
public final class FolderWatch {
  private static final Duration FALL_BACK = Duration.ofSeconds(30);

  private FolderWatch() {}

  /**
   * Begins to watch.
   *
   * @throws SourceException if the root cannot be read
   */
  public static LiveFolder begin(
      SourceRoot root, SourceOptions options, WatchOptions how, Notices notices, Clock clock) {
    LiveTree tree = new LiveTree(root.path(), options, clock);
    if (how.poll().isPresent()) {
      return new PolledFolder(tree, how.poll().get());
    }
    if (!Inotify.isHere()) {
      return new HintedFolder(tree);
    }
    try {
      return new InotifyFolder(tree, notices);
    } catch (IOException e) {
      notices.say(
          "the kernel lets this user begin no further watch; everything is looked through every "
              + FALL_BACK.toSeconds()
              + " s instead. To have it watched: sudo sysctl fs.inotify.max_user_instances=1024");
      return new PolledFolder(tree, FALL_BACK);
    }
  }
}
