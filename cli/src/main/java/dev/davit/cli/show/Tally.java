package dev.davit.cli.show;

import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what happened so far. Written by the run, read by whoever draws; safe for both. */
public final class Tally implements EventListener {
  private final Map<RelativePath, Flight> inFlight = new LinkedHashMap<>();
  private long found;
  private boolean complete;
  private long stored;
  private long planned;
  private long plannedBytes;
  private long skipped;
  private long deferred;
  private long failed;
  private long movedBytes;

  /**
   * The counts at one moment.
   *
   * @param found files found so far
   * @param complete whether no more will be found
   * @param stored files stored
   * @param failed files failed
   * @param processed files that are done with, whatever became of them
   * @param movedBytes bytes that are on their way or arrived
   * @param plannedBytes bytes that a dry run would send
   * @param sending files being sent, the longest-running first; not all of them
   * @param sendingShare the sum of what is done of each file being sent, each 0 to 1
   */
  public record Snapshot(
      long found,
      boolean complete,
      long stored,
      long failed,
      long processed,
      long movedBytes,
      long plannedBytes,
      List<Sending> sending,
      double sendingShare) {}

  /**
   * A file being sent.
   *
   * @param path which
   * @param length in bytes
   * @param moved bytes of it that are on their way or arrived
   */
  public record Sending(RelativePath path, long length, long moved) {}

  private static final class Flight {
    final long length;
    long moved;

    Flight(long length) {
      this.length = length;
    }

    double share() {
      return length == 0 ? 0 : Math.clamp((double) moved / length, 0, 1);
    }
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.Found(long files, long bytes, boolean last) -> {
        found = files;
        complete = last;
      }
      case Event.FileStarted(RelativePath path, long length, var why) ->
          inFlight.put(path, new Flight(length));
      case Event.Progressed(RelativePath path, long bytes) -> moved(path, bytes);
      case Event.FileFinished(Outcome outcome) -> finished(outcome);
      case Event.RunStarted e -> {}
      case Event.SourceStarted e -> {}
      case Event.Retrying e -> {}
      case Event.IndexingFailed e -> {}
      case Event.Notice e -> {}
      case Event.Removed e -> {}
      case Event.RunFinished e -> inFlight.clear();
    }
  }

  /** Returns the counts, and at most so many of the files being sent. */
  public synchronized Snapshot snapshot(int sending) {
    return new Snapshot(
        Math.max(found, processed()),
        complete,
        stored,
        failed,
        processed(),
        movedBytes,
        plannedBytes,
        inFlight.entrySet().stream()
            .limit(sending)
            .map(e -> new Sending(e.getKey(), e.getValue().length, e.getValue().moved))
            .toList(),
        inFlight.values().stream().mapToDouble(Flight::share).sum());
  }

  private long processed() {
    return stored + planned + skipped + deferred + failed;
  }

  private void moved(RelativePath path, long bytes) {
    movedBytes += bytes;
    Flight flight = inFlight.get(path);
    if (flight != null) {
      flight.moved += bytes;
    }
  }

  private void finished(Outcome outcome) {
    inFlight.remove(outcome.path());
    switch (outcome) {
      case Outcome.Stored s -> stored++;
      case Outcome.Skipped s -> skipped++;
      case Outcome.Deferred d -> deferred++;
      case Outcome.Failed f -> failed++;
      case Outcome.Planned p -> {
        planned++;
        plannedBytes += p.length();
      }
    }
  }
}
