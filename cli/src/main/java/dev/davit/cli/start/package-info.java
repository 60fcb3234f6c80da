/** What lets the command start at once. */
@NullMarked
package dev.davit.cli.start;

import org.jspecify.annotations.NullMarked;
