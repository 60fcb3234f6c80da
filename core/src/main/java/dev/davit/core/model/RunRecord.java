package dev.davit.core.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How one run of a job went. Counts are of files.
 *
 * @param begunAt when it began
 * @param took how long it took
 * @param ending {@code complete}, {@code interrupted}, {@code stopped} or {@code limited}
 * @param stored files stored
 * @param skipped files that needed no sending
 * @param deferred files left to the next run
 * @param failed files that could not be sent
 * @param storedBytes content of the stored files, in bytes
 * @param sentBytes bytes that travelled, repetitions included
 */
public record RunRecord(
    Instant begunAt,
    Duration took,
    String ending,
    long stored,
    long skipped,
    long deferred,
    long failed,
    long storedBytes,
    long sentBytes) {}
