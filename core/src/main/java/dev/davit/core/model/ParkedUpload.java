package dev.davit.core.model;

import java.time.Instant;

/**
 * An upload that has begun at the destination and is not complete.
 *
 * @param key where it goes
 * @param path the file it reads
 * @param fingerprint what the file looked like when the upload began; if it looks different now,
 *     the upload is worthless and is aborted
 * @param token what the provider needs to go on
 * @param begunAt when
 */
public record ParkedUpload(
    ObjectKey key,
    RelativePath path,
    Fingerprint fingerprint,
    ResumeToken token,
    Instant begunAt) {}
