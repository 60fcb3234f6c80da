package dev.davit.core.model;

/**
 * How far the changes of a source are handled.
 *
 * @param position grows with every batch of one source; means nothing to anyone else
 */
public record Watermark(long position) {}
