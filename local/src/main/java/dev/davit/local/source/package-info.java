/** Finds the files of a folder, decides which of them to take, and opens them safely. */
@NullMarked
package dev.davit.local.source;

import org.jspecify.annotations.NullMarked;
