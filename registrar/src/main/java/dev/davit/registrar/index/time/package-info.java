/** Windows of time, and the calendar of a user. */
@NullMarked
package dev.davit.registrar.index.time;

import org.jspecify.annotations.NullMarked;
