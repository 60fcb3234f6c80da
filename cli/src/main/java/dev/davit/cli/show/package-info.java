/** What people see: text, progress and the last lines. */
@NullMarked
package dev.davit.cli.show;

import org.jspecify.annotations.NullMarked;
