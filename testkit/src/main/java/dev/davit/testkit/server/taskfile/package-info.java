/**
 * A task-file API on loopback, as {@code backend/magic-service} of dtyq/magic answers, with faults
 * on demand.
 */
@NullMarked
package dev.davit.testkit.server.taskfile;

import org.jspecify.annotations.NullMarked;
