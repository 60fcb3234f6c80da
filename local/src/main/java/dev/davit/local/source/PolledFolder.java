package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.LiveFolder;
import java.time.Duration;
import java.util.List;

/** A folder that is looked through again and again, because nobody tells what changes there. */
final class PolledFolder implements LiveFolder {
  private final LiveTree tree;
  private final long every;
  private final Changes changes = new Changes();
  private long last = System.nanoTime();
  private long position;

  PolledFolder(LiveTree tree, Duration every) {
    this.tree = tree;
    this.every = every.toNanos();
  }

  @Override
  public Batch poll(Duration wait) throws InterruptedException {
    tree.tree().requireRoot();
    long left = last + every - System.nanoTime();
    Batch none = changes.poll(left < wait.toNanos() ? Duration.ofNanos(Math.max(0, left)) : wait);
    if (none.ended() || System.nanoTime() - last < every) {
      return new Batch(List.of(), new Watermark(position), none.ended());
    }
    last = System.nanoTime();
    return new Batch(List.of(new Change.Overflow("")), new Watermark(++position), false);
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
  }
}
