package dev.davit.registrar.index;

/**
 * An upload that is in the index.
 *
 * @param duplicate whether nothing new was learned: the upload id was known, or the content is that
 *     of the version before
 */
public record Recorded(FileHit file, boolean duplicate) {}
