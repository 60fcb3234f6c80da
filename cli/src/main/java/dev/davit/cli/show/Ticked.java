package dev.davit.cli.show;

/** Does something every so often while a run goes on. Called by one thread at a time. */
public interface Ticked {

  /**
   * Does it.
   *
   * @param nanos the time, as differences
   */
  void tick(long nanos);

  /** Does it for the last time. */
  void end(long nanos);
}
