package dev.davit.registrar.index;

import java.time.Instant;

/** A turn that has to do with a version of a file. */
public record TurnLink(FileId file, int version, int turn, Relation relation, Instant at) {}
