/**
 * Remembers what was uploaded in a session, and finds "this file", "those two configs" and "the log
 * from yesterday" again.
 */
@NullMarked
package dev.davit.registrar.index;

import org.jspecify.annotations.NullMarked;
