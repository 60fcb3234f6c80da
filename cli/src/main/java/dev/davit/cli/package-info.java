/** The {@code davit} command. */
@NullMarked
package dev.davit.cli;

import org.jspecify.annotations.NullMarked;
