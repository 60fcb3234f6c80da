package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A folder that is watched with what the platform has: macOS, Windows and others. */
final class HintedFolder implements LiveFolder {
  private final LiveTree tree;
  private final Changes changes = new Changes();
  private final DirectoryWatcher watcher;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("davit-watch").factory());

  /**
   * Begins to watch.
   *
   * @throws SourceException if the root cannot be watched
   */
  HintedFolder(LiveTree tree) {
    this.tree = tree;
    try {
      watcher =
          DirectoryWatcher.builder()
              .path(tree.tree().root())
              .fileHashing(false)
              .listener(this::hear)
              .build();
    } catch (IOException e) {
      executor.shutdown();
      throw new SourceException(
          "The source "
              + Show.path(tree.tree().root())
              + " cannot be watched: "
              + Show.error(e)
              + ".",
          e);
    }
    var unused =
        watcher
            .watchAsync(executor)
            .whenComplete((done, e) -> {
              if (e != null) {
                changes.fail(new IllegalStateException("The watch broke off.", e));
              }
            });
  }

  private void hear(DirectoryChangeEvent event) {
    try {
      if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || event.path() == null) {
        changes.add(new Change.Overflow(""));
      } else {
        hear(event, Names.relative(tree.tree().root(), event.path()));
      }
    } catch (SourceException e) {
      changes.fail(e);
    }
  }

  private void hear(DirectoryChangeEvent event, RelativePath path) {
    Path name = event.path().getFileName();
    if (name != null && name.toString().equals(IgnoreFile.NAME)) {
      changes.add(new Change.Overflow(""));
    } else if (event.eventType() == DirectoryChangeEvent.EventType.DELETE) {
      changes.add(
          event.isDirectory() ? new Change.VanishedFolder(path) : new Change.Vanished(path));
    } else if (event.isDirectory()) {
      changes.add(new Change.Overflow(path.value()));
    } else {
      switch (tree.look(path)) {
        case Change.Appeared(var file) -> changes.add(new Change.Modified(file));
        case Change.Vanished gone -> changes.add(gone);
        default -> {} // not taken
      }
    }
  }

  @Override
  public Batch poll(Duration wait) throws InterruptedException {
    tree.tree().requireRoot();
    return changes.poll(wait);
  }

  /** Does nothing: whoever comes later looks through the folder first. */
  @Override
  public void acknowledge(Watermark watermark) {}

  @Override
  public ChangeSource scan(String below) {
    return tree.scan(below);
  }

  @Override
  public Change look(RelativePath path) {
    return tree.look(path);
  }

  @Override
  public boolean tellsWriterIsDone() {
    return false;
  }

  @Override
  public void close() {
    changes.close();
    try {
      watcher.close();
    } catch (IOException e) {
      // nothing more is heard all the same
    }
    executor.shutdownNow();
  }
}
