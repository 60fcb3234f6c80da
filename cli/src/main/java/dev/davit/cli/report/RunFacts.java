package dev.davit.cli.report;

import java.time.Duration;

/**
 * What a report says of the run as a whole.
 *
 * @param version of Davit
 * @param destination as it was typed
 * @param dryRun whether nothing was to be sent
 * @param took how long it took
 * @param ending {@code complete}, {@code interrupted} or {@code stopped}
 * @param exitCode what the command exits with
 * @param error why it ended early; empty if it did not
 */
public record RunFacts(
    String version,
    String destination,
    boolean dryRun,
    Duration took,
    String ending,
    int exitCode,
    String error) {}
