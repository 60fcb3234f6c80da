/** The memory of a job on disk: a SQLite database, its lock, and the JSON beside it. */
@NullMarked
package dev.davit.local.state;

import org.jspecify.annotations.NullMarked;
