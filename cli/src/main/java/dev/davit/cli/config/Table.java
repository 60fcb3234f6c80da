package dev.davit.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of {@code davit.toml}: a destination or a job.
 *
 * @param name what it is called
 * @param origin the file and the line where it begins
 * @param folder what relative paths in it begin at
 * @param values by key, each with as many values as were set
 * @param steps the tables {@code [[jobs.NAME.steps]]} of a job, in order, each with what its job
 *     says and it does not; none where a job is one step
 */
public record Table(
    String name, String origin, Path folder, Map<String, List<Sourced>> values, List<Table> steps) {

  /** Copies what it is given. */
  public Table {
    steps = List.copyOf(steps);
  }

  /** Returns the values of a key; none if it is not set. */
  public List<Sourced> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** Returns the first value of a key. */
  public Optional<Sourced> one(String key) {
    return all(key).stream().findFirst();
  }
}
