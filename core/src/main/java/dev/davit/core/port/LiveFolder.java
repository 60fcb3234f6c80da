package dev.davit.core.port;

import dev.davit.core.model.RelativePath;

/**
 * A folder that is being watched. {@link #poll} tells what changes there from the moment it was
 * opened on, and does not end; what was there before is found by {@link #scan}.
 *
 * <p><b>A watch is a hint.</b> {@link Change.Modified} says that a file's writer seems to be done
 * with it. {@link Change.Appeared} says that a file was found where nobody can tell whether its
 * writer is done. Neither promises that the content differs from what it was, and one may be
 * reported more than once. {@link Change.Vanished} and {@link Change.VanishedFolder} say that a
 * name was given up; {@link #look} says what is there now. {@link Change.Overflow} asks for another
 * {@link #scan} of a folder. What the options leave out is not reported.
 *
 * <p>Everything here throws {@link SourceException} once the folder is not the one any more that
 * was opened: removed, renamed, unmounted, or replaced. Nothing that is missing then is reported as
 * vanished.
 *
 * <p><b>Threads.</b> {@link #poll} is called by one thread at a time, everything else by any.
 */
public interface LiveFolder extends ChangeSource {

  /**
   * Begins a scan.
   *
   * @param below path of a folder below the source; empty for all of it. Nothing is found below a
   *     folder that is missing or not taken
   * @throws SourceException if the source cannot be read
   */
  ChangeSource scan(String below);

  /**
   * Looks what is at a path now.
   *
   * @return {@link Change.Appeared} for a file that is taken, {@link Change.Ignored} for anything
   *     else that is there or cannot be looked at, {@link Change.Vanished} if nothing is
   * @throws SourceException if the source vanished
   */
  Change look(RelativePath path);

  /**
   * Returns whether the platform says when a writer is done. If not, {@link Change.Modified} is no
   * more than that something was written.
   */
  boolean tellsWriterIsDone();
}
