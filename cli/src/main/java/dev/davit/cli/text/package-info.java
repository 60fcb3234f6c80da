/** The languages that the command speaks. */
@NullMarked
package dev.davit.cli.text;

import org.jspecify.annotations.NullMarked;
