package dev.davit.core.usecase;

import dev.davit.core.model.Digest;
import dev.davit.core.model.Entry;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.spi.FilterVerdict;
import dev.davit.core.spi.Job;
import java.util.Optional;

/**
 * Everything that decides what becomes of one file.
 *
 * @param path below the source
 * @param job what is lifted where
 * @param filter which rule takes it or leaves it out
 * @param identity of its content now; empty if it is not taken or cannot be read
 * @param remembered what is remembered of it, if anything
 * @param unfinished its upload that has begun, if there is one
 * @param outcome what a run would do now; empty if no rule takes it, or it is a folder
 */
public record FileExplanation(
    RelativePath path,
    Job job,
    FilterVerdict filter,
    Optional<Digest> identity,
    Optional<Entry> remembered,
    Optional<ParkedUpload> unfinished,
    Optional<Outcome> outcome) {}
