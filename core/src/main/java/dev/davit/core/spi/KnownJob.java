package dev.davit.core.spi;

import java.nio.file.Path;

/**
 * A job that has state on this machine.
 *
 * @param job what is lifted where
 * @param folder what holds its state
 * @param running whether a process has it open right now
 */
public record KnownJob(Job job, Path folder, boolean running) {}
