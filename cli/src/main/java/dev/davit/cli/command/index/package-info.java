/** The verbs of {@code davit index}, and what other verbs need to use a session. */
@NullMarked
package dev.davit.cli.command.index;

import org.jspecify.annotations.NullMarked;
