package dev.davit.core.spi;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change.IgnoredReason;
import java.util.Optional;

/**
 * Why one file or folder of a source is taken or not.
 *
 * @param decided what the deciding rule is about: the path that was asked for, or a folder above it
 * @param reason why it is not taken; empty if it is
 * @param rule the deciding rule, for people; never empty
 */
public record FilterVerdict(RelativePath decided, Optional<IgnoredReason> reason, String rule) {}
