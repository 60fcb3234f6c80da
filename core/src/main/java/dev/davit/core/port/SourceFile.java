package dev.davit.core.port;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.RelativePath;

/**
 * A file that was seen in a source.
 *
 * @param path its path below the source
 * @param fingerprint what it looked like when it was seen
 * @param content its bytes
 */
public record SourceFile(RelativePath path, Fingerprint fingerprint, Content content) {}
