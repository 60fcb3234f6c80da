/** The command line: what can be typed. */
@NullMarked
package dev.davit.cli.command;

import org.jspecify.annotations.NullMarked;
